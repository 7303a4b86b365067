package org.cardroom.ingest.gateway.requests;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.cardroom.db.Database;
import org.cardroom.db.http.DailyHttpBatch;
import org.cardroom.db.http.HttpRequest.DataItem;
import org.cardroom.db.http.HttpRequestRepository;
import org.cardroom.domain.request.RequestStatus;
import org.cardroom.db.issuing.ProfileTemplateRepository;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.ingest.gateway.access.Caller;
import org.cardroom.ingest.gateway.input.Fields;
import org.cardroom.ingest.gateway.input.Names;
import org.cardroom.ingest.gateway.problem.Code;
import org.cardroom.ingest.gateway.problem.Refused;
import org.cardroom.ingest.gateway.templates.RequestType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Makes requests of what clients send. They are for the newest version of the template that is named. */
@Component
class NewRequests {
    private static final int LONGEST_COMMENT = 500;
    private static final int HIGHEST = 9;

    private final HttpRequestRepository requests;
    private final ProfileTemplateRepository templates;
    private final DailyHttpBatch day;
    private final Data data;

    NewRequests(Database database, Clock clock, JsonMapper mapper) {
        requests = new HttpRequestRepository(database);
        templates = new ProfileTemplateRepository(database);
        day = new DailyHttpBatch(database, clock);
        data = new Data(mapper);
    }

    /** Makes one, and returns its id. */
    UUID make(Fields fields, Caller caller) {
        UUID template = Fields.required("profiletemplateuuid", fields.guid("profiletemplateuuid"));
        List<DataItem> items = data.read(Fields.required("datacollection", fields.node("datacollection")));
        RequestType type = Fields.required("type", fields.oneOf("type", RequestType.class));
        if (type != RequestType.ENROLL) {
            throw new Refused(Code.BAD_VALUE, "type", "only Enroll is served");
        }
        ProfileTemplateRepository.StoredTemplate stored = templates
                .find(template)
                .flatMap(found -> templates.findNewest(found.template().name()))
                .orElseThrow(() -> new Refused(Code.BAD_VALUE, "profiletemplateuuid", "there is no such template"));
        HttpRequestRepository.NewHttpRequest made = new HttpRequestRepository.NewHttpRequest(
                UuidGenerator.next(),
                stored.template().needsApproval() ? RequestStatus.PENDING : RequestStatus.APPROVED,
                Names.shown(type),
                fields.text("comment", LONGEST_COMMENT).orElse(""),
                items,
                new HttpRequestRepository.Originator(caller.id(), caller.name()),
                fields.guid("target").orElse(caller.id()),
                stored,
                fields.number("priority", 0, HIGHEST).orElse(0));
        requests.add(made, day);
        return made.id();
    }
}
