package org.cardroom.gateway.input;

import java.util.UUID;
import org.cardroom.events.codec.MessageJson;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Creates the response to a POST that created an object: 201 with its path as a JSON string. */
public final class CreatedResponse {
    private CreatedResponse() {}

    /** Returns a response such as {@code "api/v1.0/requests/…"} for the collection {@code requests}. */
    public static ResponseEntity<byte[]> at(String collection, UUID id) {
        return ResponseEntity.status(HttpStatus.CREATED)
                .contentType(MediaType.APPLICATION_JSON)
                .body(MessageJson.write("api/v1.0/" + collection + "/" + id));
    }
}
