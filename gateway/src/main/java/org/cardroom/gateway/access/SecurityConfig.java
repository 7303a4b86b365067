package org.cardroom.gateway.access;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cardroom.db.Database;
import org.cardroom.db.http.HttpUserRepository;
import org.cardroom.gateway.access.AccessSettings.OidcSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationManagerResolver;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.authentication.JwtIssuerAuthenticationManagerResolver;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AuthenticationEntryPointFailureHandler;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Configures Spring Security: authentication by password or token; no sessions, cookies or forms. {@link RoleInterceptor}
 * authorises, by annotations of the handlers, so that no list of paths can go out of step with them.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfig implements WebMvcConfigurer {
    private static final String[] PUBLIC_PATHS = {"/health", "/openapi.json"};

    private final AccessSettings settings;
    private final Clock clock;

    SecurityConfig(AccessSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    @Bean
    LocalJwtIssuer localJwtIssuer() {
        return new LocalJwtIssuer(clock);
    }

    @Bean
    AuthenticationManager passwordAuthenticationManager(Database database) {
        return new ProviderManager(new PasswordAuthenticationProvider(new PasswordService(database)));
    }

    @Bean
    SecurityFilterChain securityFilterChain(
            HttpSecurity http, AuthenticationManager basic, LocalJwtIssuer localJwtIssuer, Database database) {
        ProblemAuthenticationEntryPoint entryPoint = new ProblemAuthenticationEntryPoint();
        return http.csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authenticationManager(basic)
                .httpBasic(login -> login.authenticationEntryPoint(entryPoint))
                .oauth2ResourceServer(
                        tokens -> tokens.authenticationManagerResolver(resolverByIssuer(localJwtIssuer, database))
                                .authenticationEntryPoint(entryPoint)
                                .withObjectPostProcessor(reportUnavailableIssuer(entryPoint)))
                .exceptionHandling(
                        errors -> errors.authenticationEntryPoint(entryPoint).accessDeniedHandler(entryPoint))
                .authorizeHttpRequests(all -> all.requestMatchers(HttpMethod.OPTIONS)
                        .denyAll()
                        .requestMatchers(PUBLIC_PATHS)
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .build();
    }

    /** By default Spring rethrows this failure past the entry point, and the caller gets no problem+json. */
    private static ObjectPostProcessor<BearerTokenAuthenticationFilter> reportUnavailableIssuer(
            ProblemAuthenticationEntryPoint entryPoint) {
        AuthenticationEntryPointFailureHandler handler = new AuthenticationEntryPointFailureHandler(entryPoint);
        handler.setRethrowAuthenticationServiceException(false);
        return new ObjectPostProcessor<>() {
            @Override
            public <O extends BearerTokenAuthenticationFilter> O postProcess(O filter) {
                filter.setAuthenticationFailureHandler(handler);
                return filter;
            }
        };
    }

    private AuthenticationManagerResolver<HttpServletRequest> resolverByIssuer(
            LocalJwtIssuer localJwtIssuer, Database database) {
        HttpUserRepository users = new HttpUserRepository(database);
        Map<String, AuthenticationManager> issuers = new HashMap<>();
        JwtAuthenticationProvider local = new JwtAuthenticationProvider(localJwtIssuer.decoder());
        local.setJwtAuthenticationConverter(token -> JwtCallerConverter.fromLocalToken(token, users));
        issuers.put(LocalJwtIssuer.ISSUER, local::authenticate);
        OidcSettings oidc = settings.oidc();
        if (oidc != null) {
            JwtAuthenticationProvider external = new JwtAuthenticationProvider(externalJwtDecoder(oidc));
            external.setJwtAuthenticationConverter(
                    token -> JwtCallerConverter.fromExternalToken(token, oidc.rolesClaim()));
            issuers.put(oidc.issuer(), token -> authenticateExternal(external, token));
        }
        return new JwtIssuerAuthenticationManagerResolver(
                named -> issuers.getOrDefault(named, SecurityConfig::rejectUnknownIssuer));
    }

    private static Authentication authenticateExternal(JwtAuthenticationProvider external, Authentication token) {
        try {
            return Objects.requireNonNull(external.authenticate(token), "the provider supports bearer tokens");
        } catch (JwtDecoderInitializationException e) {
            throw new AuthenticationServiceException("the issuer does not answer", e);
        }
    }

    private static Authentication rejectUnknownIssuer(Authentication token) {
        throw new InvalidBearerTokenException("the token's issuer is unknown");
    }

    /** Fetches the issuer's keys with its first token, so that the gateway starts while the issuer is not available. */
    private static JwtDecoder externalJwtDecoder(OidcSettings oidc) {
        return new SupplierJwtDecoder(() -> {
            // The validator checks the type, and accepts also at+jwt.
            NimbusJwtDecoder decoder = NimbusJwtDecoder.withIssuerLocation(oidc.issuer())
                    .validateType(false)
                    .build();
            decoder.setJwtValidator(OidcTokenValidator.create(oidc));
            return decoder;
        });
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new RoleInterceptor(new SecretRateLimiter(settings.secretsPerMinute(), clock)))
                .order(-1);
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new CallerArgumentResolver());
    }
}
