package org.muster.client;

import java.util.List;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Tells a list of children page by page, as fast as each subscriber asks for them. The list is read
 * once per subscriber, as a whole: no server offers less.
 */
final class Pages implements Flow.Publisher<ChildPage> {
    private final MusterClient client;
    private final String path;
    private final int pageSize;

    Pages(MusterClient client, String path, int pageSize) {
        this.client = client;
        this.path = path;
        this.pageSize = pageSize;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ChildPage> subscriber) {
        Reading reading = new Reading(subscriber);
        client.lane()
                .execute(() -> {
                    subscriber.onSubscribe(reading);
                    var unused = client.children(path).whenComplete(reading::read);
                });
    }

    /** One subscriber's progress; all of it happens on the client's lane. */
    private final class Reading implements Flow.Subscription {
        private final Flow.Subscriber<? super ChildPage> subscriber;
        private @Nullable Children children;
        private long wanted;
        private int next;
        private boolean ended;

        Reading(Flow.Subscriber<? super ChildPage> subscriber) {
            this.subscriber = subscriber;
        }

        void read(@Nullable Children found, @Nullable Throwable failure) {
            children = found;
            if (failure != null) {
                fail(MusterException.of(failure));
            }
            emit();
        }

        @Override
        public void request(long count) {
            client.lane()
                    .execute(() -> {
                        if (count <= 0) {
                            fail(new IllegalArgumentException("a request for " + count + " pages"));
                        } else {
                            wanted = wanted + count < 0 ? Long.MAX_VALUE : wanted + count;
                            emit();
                        }
                    });
        }

        @Override
        public void cancel() {
            client.lane().execute(() -> ended = true);
        }

        private void fail(Throwable why) {
            if (!ended) {
                ended = true;
                subscriber.onError(why);
            }
        }

        private void emit() {
            Children all = children;
            while (all != null && !ended && wanted > 0) {
                wanted--;
                List<String> names = all.names();
                int from = next * pageSize;
                int to = Math.min(names.size(), from + pageSize);
                boolean last = to == names.size();
                subscriber.onNext(
                        new ChildPage(next, last, names.subList(from, to), all.stat(), all.asOf()));
                next++;
                if (last && !ended) {
                    ended = true;
                    subscriber.onComplete();
                }
            }
        }
    }
}
