package org.cardroom.ingest.gateway.access;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cardroom.db.Database;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationManagerResolver;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.jwt.JwtValidators;
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
 * Spring Security: no sessions, no cookies, no forms. It finds out who calls, and lets nobody in whom it does not know;
 * who may what is for {@link Rights}, which sees the handler and not a path that somebody has to keep in step with it.
 */
@Configuration(proxyBeanMethods = false)
class AccessConfig implements WebMvcConfigurer {
    private static final String[] FOR_ANYBODY = {"/health", "/openapi.json"};

    private final AccessSettings settings;
    private final Clock clock;

    AccessConfig(AccessSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    @Bean
    OwnTokens ownTokens() {
        return new OwnTokens(clock);
    }

    @Bean
    AuthenticationManager basic(Database database) {
        return new ProviderManager(new BasicLogin(new Passwords(database)));
    }

    @Bean
    SecurityFilterChain chain(HttpSecurity http, AuthenticationManager basic, OwnTokens own) {
        Refusals refusals = new Refusals();
        return http.csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authenticationManager(basic)
                .httpBasic(login -> login.authenticationEntryPoint(refusals))
                .oauth2ResourceServer(tokens -> tokens.authenticationManagerResolver(byIssuer(own))
                        .authenticationEntryPoint(refusals)
                        .withObjectPostProcessor(tellingOfAnAbsentIssuer(refusals)))
                .exceptionHandling(
                        errors -> errors.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .authorizeHttpRequests(all -> all.requestMatchers(FOR_ANYBODY)
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .build();
    }

    /** Spring would throw what no handler of ours sees. */
    private static ObjectPostProcessor<BearerTokenAuthenticationFilter> tellingOfAnAbsentIssuer(Refusals refusals) {
        AuthenticationEntryPointFailureHandler handler = new AuthenticationEntryPointFailureHandler(refusals);
        handler.setRethrowAuthenticationServiceException(false);
        return new ObjectPostProcessor<>() {
            @Override
            public <O extends BearerTokenAuthenticationFilter> O postProcess(O filter) {
                filter.setAuthenticationFailureHandler(handler);
                return filter;
            }
        };
    }

    private AuthenticationManagerResolver<HttpServletRequest> byIssuer(OwnTokens own) {
        Map<String, AuthenticationManager> issuers = new HashMap<>();
        JwtAuthenticationProvider ours = new JwtAuthenticationProvider(own.decoder());
        ours.setJwtAuthenticationConverter(Tokens::own);
        issuers.put(OwnTokens.ISSUER, ours::authenticate);
        String issuer = settings.issuer();
        if (issuer != null) {
            JwtAuthenticationProvider theirs = new JwtAuthenticationProvider(foreign(issuer));
            theirs.setJwtAuthenticationConverter(Tokens::foreign);
            issuers.put(issuer, token -> byForeign(theirs, token));
        }
        return new JwtIssuerAuthenticationManagerResolver(named -> issuers.getOrDefault(named, AccessConfig::ofNobody));
    }

    private static Authentication byForeign(JwtAuthenticationProvider theirs, Authentication token) {
        try {
            return Objects.requireNonNull(theirs.authenticate(token), "a bearer token is its kind");
        } catch (JwtDecoderInitializationException e) {
            throw new AuthenticationServiceException("the issuer does not answer", e);
        }
    }

    private static Authentication ofNobody(Authentication token) {
        throw new InvalidBearerTokenException("a token of an issuer that is not known here");
    }

    /** Asks the issuer for its keys when the first of its tokens comes: it may be away while the gateway starts. */
    private JwtDecoder foreign(String issuer) {
        return new SupplierJwtDecoder(() -> {
            NimbusJwtDecoder decoder =
                    NimbusJwtDecoder.withIssuerLocation(issuer).build();
            decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                    JwtValidators.createDefaultWithIssuer(issuer),
                    new JwtClaimValidator<List<String>>(
                            "aud", audience -> audience != null && audience.contains(settings.audience()))));
            return decoder;
        });
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new Rights(new Rates(settings.perMinute(), clock)))
                .order(-1);
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new CallerArgument());
    }
}
