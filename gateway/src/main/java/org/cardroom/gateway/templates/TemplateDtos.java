package org.cardroom.gateway.templates;

import java.util.List;
import java.util.UUID;
import org.cardroom.db.issuing.ProfileTemplateRepository;
import org.cardroom.domain.template.ProfileTemplate;
import org.cardroom.gateway.input.EnumNames;
import tools.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** The JSON of templates, their policies and their smart-card configuration. */
final class TemplateDtos {
    private TemplateDtos() {}

    /** The JSON of a template. */
    @JsonNaming(UpperCamelCaseStrategy.class)
    record Profile(UUID uuid, String name, int version, boolean isSmartcard) {
        static Profile of(ProfileTemplateRepository.StoredTemplate stored) {
            return new Profile(stored.id(), stored.template().name(), stored.version(), true);
        }
    }

    /** The policy for requests of one type. No data is required; what is sent is stored. */
    @JsonNaming(UpperCamelCaseStrategy.class)
    record Policy(
            String type, boolean isEnabled, int approvalsNeeded, boolean collectComments, List<String> dataCollection) {
        static Policy enroll(ProfileTemplate template) {
            String type = EnumNames.toPascalCase(RequestType.ENROLL);
            return new Policy(type, true, template.needsApproval() ? 1 : 0, true, List.of());
        }
    }

    /**
     * The smart-card configuration.
     * @param defaultAdminKeyHex always empty: only the key check value is shown
     */
    @JsonNaming(UpperCamelCaseStrategy.class)
    record Configuration(
            String kind,
            String adminKeyAlgorithm,
            String defaultAdminKeyHex,
            String defaultAdminKeyKcv,
            boolean diversifyAdminKey,
            String userPinOption,
            int pinLength,
            String pinCharacters,
            boolean initializeNewSmartcard,
            boolean allowSmartcardReuse) {
        static Configuration of(ProfileTemplate template) {
            return new Configuration(
                    template.kind().name(),
                    template.algorithm().text(),
                    "",
                    template.initialKey().kcv().hex(),
                    template.diversify(),
                    EnumNames.toPascalCase(template.userPinOption()),
                    template.pinRules().length(),
                    EnumNames.toPascalCase(template.pinRules().characters()),
                    template.initialise() != null,
                    false);
        }
    }
}
