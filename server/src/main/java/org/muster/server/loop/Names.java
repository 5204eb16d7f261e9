package org.muster.server.loop;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Asks what addresses a host has, each time anew; a slow answer keeps nobody else waiting. */
public final class Names {
    private Names() {}

    /** The addresses of {@code host}, later; fails if it is unknown. */
    public static CompletableFuture<List<InetAddress>> resolve(String host) {
        CompletableFuture<List<InetAddress>> answer = new CompletableFuture<>();
        Thread.ofVirtual()
                .name("name " + host)
                .start(() -> {
                    try {
                        answer.complete(List.of(InetAddress.getAllByName(host)));
                    } catch (UnknownHostException unknown) {
                        answer.completeExceptionally(unknown);
                    }
                });
        return answer;
    }
}
