package org.cardroom.gateway.input;

import java.util.Optional;
import java.util.UUID;
import org.cardroom.events.codec.MessageJson;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** The API's common responses and JSON values. */
public final class JsonResponses {
    /** The GUID of all zeros, which stands for an absent one. */
    public static final UUID NONE = new UUID(0, 0);

    private JsonResponses() {}

    /** Returns 201 with the path of a created object, such as {@code "api/v1.0/requests/…"}. */
    public static ResponseEntity<byte[]> created(String collection, UUID id) {
        return ResponseEntity.status(HttpStatus.CREATED)
                .contentType(MediaType.APPLICATION_JSON)
                .body(MessageJson.write("api/v1.0/" + collection + "/" + id));
    }

    /** Returns 200 with the body, or 204 if it is absent. */
    public static <T> ResponseEntity<T> okOrNoContent(Optional<T> body) {
        return body.map(ResponseEntity::ok)
                .orElseGet(() -> ResponseEntity.noContent().build());
    }

    /** Returns the GUID, or all zeros if it is absent. */
    public static UUID orNone(@Nullable UUID id) {
        return id == null ? NONE : id;
    }
}
