package org.cardroom.gateway.input;

import org.cardroom.events.codec.MessageJson;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.PathMatchConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.util.pattern.PathPatternParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Configures Spring MVC: case-insensitive paths, limits, and strict JSON. */
@Configuration(proxyBeanMethods = false)
class WebInputConfig implements WebMvcConfigurer {
    private static final int MAX_NESTING_DEPTH = 8;

    @Override
    public void configurePathMatch(PathMatchConfigurer paths) {
        PathPatternParser parser = new PathPatternParser();
        parser.setCaseSensitive(false);
        paths.setPatternParser(parser);
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new QueryValidationInterceptor());
    }

    /** Reads the bodies of requests. {@link MessageJson} writes those of responses that are built as bytes. */
    @Bean
    JsonMapper jsonMapper() {
        return JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(MAX_NESTING_DEPTH)
                                .maxDocumentLength(MessageJson.LARGEST)
                                .build())
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .build())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }
}
