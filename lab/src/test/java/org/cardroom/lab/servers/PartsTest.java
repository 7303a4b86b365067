package org.cardroom.lab.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartsTest {

    private final List<String> closed = new ArrayList<>();
    private final Parts parts = new Parts();

    @Test
    void closeInReverseAndOnlyOnce() throws IOException {
        parts.add(() -> closed.add("first"));
        parts.add(() -> closed.add("second"));

        parts.close();
        parts.close();

        assertThat(closed).containsExactly("second", "first");
    }

    @Test
    void closeTheRestWhenOneFails() {
        parts.add(() -> closed.add("first"));
        parts.add(() -> {
            throw new IllegalStateException("stuck");
        });

        assertThatThrownBy(parts::close).isInstanceOf(IOException.class).satisfies(e -> assertThat(e.getSuppressed())
                .singleElement()
                .hasToString("java.lang.IllegalStateException: stuck"));
        assertThat(closed).containsExactly("first");
    }
}
