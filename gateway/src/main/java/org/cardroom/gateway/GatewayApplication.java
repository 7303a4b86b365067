package org.cardroom.gateway;

import org.apache.catalina.core.StandardHost;
import org.cardroom.gateway.error.TomcatProblemValve;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;

/** The Spring Boot application of the gateway, without Boot's error page: errors are problem+json. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = ErrorMvcAutoConfiguration.class)
@ComponentScan
class GatewayApplication {
    /** Makes Tomcat answer its own errors as problem+json. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> errorReportCustomizer() {
        return factory -> factory.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(TomcatProblemValve.class.getName());
            }
        });
    }
}
