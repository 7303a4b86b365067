package org.cardroom.agent.config;

import java.nio.file.Path;
import org.cardroom.events.client.AgentKeyDirectory;
import org.cardroom.events.enrolment.AgentPublicKeyFile;
import org.cardroom.events.message.EnrolmentNotice;

/** An agent's directory: its private key, the public key that an officer enrols, and its journal. */
public record AgentDirectory(Path path) {
    public AgentKeyDirectory keyDirectory() {
        return new AgentKeyDirectory(path);
    }

    Path journalFile() {
        return path.resolve("journal");
    }

    /** Returns one line that says why the processors refuse the agent and what to do about it. */
    public String enrolmentAdvice(EnrolmentNotice notice) {
        AgentPublicKeyFile agent = keyDirectory().readPublicKey();
        String own = agent.agent() + " (fingerprint " + agent.key().fingerprint() + ")";
        String enrol = "let an officer run 'cardroom ingest enrol-agent "
                + keyDirectory().publicFile() + " --station STATION --officer-key officer.p12'";
        return switch (notice.reason()) {
            case NOT_ENROLLED -> own + " is not enrolled: " + enrol;
            case REVOKED ->
                own + " was revoked by an officer: to use it again, create a new key with 'agent enrol' in an empty"
                        + " --dir, and let an officer enrol that one";
            case OTHER_KEY ->
                own + " is enrolled with another key (fingerprint " + notice.enrolledFingerprint()
                        + "): run it in the --dir of that key; only if this key replaces it, " + enrol;
            case ENROLLED -> throw new IllegalStateException("no advice for an enrolled agent");
        };
    }
}
