package io.jenkins.plugins.mlsteps.workload.kubernetes.cluster;

import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The JDK's HTTP client, whose web sockets take a message while the one before is on its way and send it after that. The JDK's
 * own refuse it, and fabric8's client gives an exec up when a message is refused, which happens to all but the smallest files.
 */
final class QueueingHttpClientFactory extends JdkHttpClientFactory {
    @Override
    protected HttpClient.Builder createNewHttpClientBuilder() {
        return queueing(super.createNewHttpClientBuilder());
    }

    private static HttpClient.Builder queueing(HttpClient.Builder builder) {
        return (HttpClient.Builder) Proxy.newProxyInstance(
                QueueingHttpClientFactory.class.getClassLoader(),
                new Class<?>[] {HttpClient.Builder.class},
                (proxy, method, arguments) -> {
                    try {
                        Object result = method.invoke(builder, arguments);
                        return result instanceof HttpClient client
                                ? new QueueingHttpClient(client)
                                : result instanceof HttpClient.Builder ? proxy : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** Messages of a web socket, one after the other. */
    static final class QueueingWebSocket implements WebSocket {
        private final WebSocket socket;
        private CompletableFuture<WebSocket> last = CompletableFuture.completedFuture(this);

        QueueingWebSocket(WebSocket socket) {
            this.socket = socket;
        }

        @Override
        public synchronized CompletableFuture<WebSocket> sendText(CharSequence data, boolean end) {
            last = last.thenCompose(before -> socket.sendText(data, end));
            return last;
        }

        @Override
        public synchronized CompletableFuture<WebSocket> sendBinary(ByteBuffer data, boolean end) {
            last = last.thenCompose(before -> socket.sendBinary(data, end));
            return last;
        }

        @Override
        public synchronized CompletableFuture<WebSocket> sendClose(int statusCode, String reason) {
            return last.handle((before, failure) -> null).thenCompose(before -> socket.sendClose(statusCode, reason));
        }

        @Override
        public CompletableFuture<WebSocket> sendPing(ByteBuffer message) {
            return socket.sendPing(message);
        }

        @Override
        public CompletableFuture<WebSocket> sendPong(ByteBuffer message) {
            return socket.sendPong(message);
        }

        @Override
        public void request(long count) {
            socket.request(count);
        }

        @Override
        public String getSubprotocol() {
            return socket.getSubprotocol();
        }

        @Override
        public boolean isOutputClosed() {
            return socket.isOutputClosed();
        }

        @Override
        public boolean isInputClosed() {
            return socket.isInputClosed();
        }

        @Override
        public void abort() {
            socket.abort();
        }
    }

    /** Tells a listener of the queueing web socket instead of the one below. */
    static final class QueueingListener implements WebSocket.Listener {
        private final WebSocket.Listener listener;
        private QueueingWebSocket queueing;

        QueueingListener(WebSocket.Listener listener) {
            this.listener = listener;
        }

        synchronized WebSocket queueing(WebSocket socket) {
            if (queueing == null) {
                queueing = new QueueingWebSocket(socket);
            }
            return queueing;
        }

        @Override
        public void onOpen(WebSocket socket) {
            listener.onOpen(queueing(socket));
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean end) {
            return listener.onText(queueing(socket), data, end);
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean end) {
            return listener.onBinary(queueing(socket), data, end);
        }

        @Override
        public CompletionStage<?> onPing(WebSocket socket, ByteBuffer message) {
            return listener.onPing(queueing(socket), message);
        }

        @Override
        public CompletionStage<?> onPong(WebSocket socket, ByteBuffer message) {
            return listener.onPong(queueing(socket), message);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int statusCode, String reason) {
            return listener.onClose(queueing(socket), statusCode, reason);
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            listener.onError(queueing(socket), error);
        }
    }
}
