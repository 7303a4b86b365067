package org.cardroom.testkit.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CloseableStackTest {

    private final List<String> closed = new ArrayList<>();
    private final CloseableStack resources = new CloseableStack();

    @Test
    void closeInReverseAndOnlyOnce() throws IOException {
        resources.add(() -> closed.add("first"));
        resources.add(() -> closed.add("second"));

        resources.close();
        resources.close();

        assertThat(closed).containsExactly("second", "first");
    }

    @Test
    void closeTheRestWhenOneFails() {
        resources.add(() -> closed.add("first"));
        resources.add(() -> {
            throw new IllegalStateException("stuck");
        });

        assertThatThrownBy(resources::close).isInstanceOf(IOException.class).satisfies(e -> assertThat(
                        e.getSuppressed())
                .singleElement()
                .hasToString("java.lang.IllegalStateException: stuck"));
        assertThat(closed).containsExactly("first");
    }
}
