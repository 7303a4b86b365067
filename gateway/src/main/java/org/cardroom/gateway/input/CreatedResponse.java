package org.cardroom.gateway.input;

import java.util.UUID;
import org.cardroom.events.codec.MessageJson;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** The answer to a POST that made something: where it is, as a JSON string. */
public final class CreatedResponse {
    private CreatedResponse() {}

    /** {@code "api/v1.0/requests/…"}. */
    public static ResponseEntity<byte[]> at(String what, UUID id) {
        return ResponseEntity.status(HttpStatus.CREATED)
                .contentType(MediaType.APPLICATION_JSON)
                .body(MessageJson.write("api/v1.0/" + what + "/" + id));
    }
}
