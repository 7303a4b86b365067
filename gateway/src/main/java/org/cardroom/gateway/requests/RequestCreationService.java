package org.cardroom.gateway.requests;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.cardroom.db.Database;
import org.cardroom.db.http.DailyHttpBatch;
import org.cardroom.db.http.HttpRequest.DataItem;
import org.cardroom.db.http.HttpRequestRepository;
import org.cardroom.db.issuing.ProfileTemplateRepository;
import org.cardroom.db.issuing.ProfileTemplateRepository.StoredTemplate;
import org.cardroom.domain.request.RequestStatus;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.gateway.access.ApiCaller;
import org.cardroom.gateway.error.ApiException;
import org.cardroom.gateway.error.ErrorCode;
import org.cardroom.gateway.input.EnumNames;
import org.cardroom.gateway.input.JsonBody;
import org.cardroom.gateway.templates.RequestType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Creates requests, for the newest version of the named template. */
@Component
class RequestCreationService {
    private static final int MAX_COMMENT_LENGTH = 500;
    private static final int MAX_PRIORITY = 9;

    private final HttpRequestRepository requests;
    private final ProfileTemplateRepository templates;
    private final DailyHttpBatch dailyBatch;
    private final DataCollectionParser dataParser;

    RequestCreationService(Database database, Clock clock, JsonMapper mapper) {
        requests = new HttpRequestRepository(database);
        templates = new ProfileTemplateRepository(database);
        dailyBatch = new DailyHttpBatch(database, clock);
        dataParser = new DataCollectionParser(mapper);
    }

    /** Creates a request from the body of {@code POST /requests}, and returns its id. */
    UUID create(JsonBody fields, ApiCaller caller) {
        UUID template = JsonBody.require("profiletemplateuuid", fields.guid("profiletemplateuuid"));
        List<DataItem> items = dataParser.parseItems(JsonBody.require("datacollection", fields.node("datacollection")));
        RequestType type = JsonBody.require("type", fields.enumConstant("type", RequestType.class));
        if (type != RequestType.ENROLL) {
            throw new ApiException(ErrorCode.BAD_VALUE, "type", "only Enroll is supported");
        }
        StoredTemplate stored = findNewestVersion(template);
        HttpRequestRepository.NewHttpRequest made = new HttpRequestRepository.NewHttpRequest(
                UuidGenerator.next(),
                stored.template().needsApproval() ? RequestStatus.PENDING : RequestStatus.APPROVED,
                EnumNames.toPascalCase(type),
                fields.text("comment", MAX_COMMENT_LENGTH).orElse(""),
                items,
                new HttpRequestRepository.Originator(caller.id(), caller.name()),
                fields.guid("target").orElse(caller.id()),
                stored,
                fields.number("priority", 0, MAX_PRIORITY).orElse(0));
        requests.add(made, dailyBatch);
        return made.id();
    }

    private StoredTemplate findNewestVersion(UUID template) {
        return templates
                .find(template)
                .flatMap(found -> templates.findNewest(found.template().name()))
                .orElseThrow(() ->
                        new ApiException(ErrorCode.BAD_VALUE, "profiletemplateuuid", "there is no such template"));
    }
}
