package org.muster.recipes.registry;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.muster.model.Bytes;

/**
 * One instance of a service, as its record in the registry tells.
 *
 * @param id unique among the instances of the service
 * @param zone where it is, or an empty text
 * @param weight how much it can take, compared with the others; 1 if not said
 * @param draining whether it wants no new work
 * @param metadata whatever else it tells
 */
public record ServiceInstance(
        String service,
        String id,
        String address,
        int port,
        String zone,
        int weight,
        boolean draining,
        Map<String, String> metadata) {

    /** One of weight 1, of no zone. */
    public static ServiceInstance of(String service, String id, String address, int port) {
        return new ServiceInstance(service, id, address, port, "", 1, false, Map.of());
    }

    /** The same with another weight. */
    public ServiceInstance withWeight(int other) {
        return new ServiceInstance(service, id, address, port, zone, other, draining, metadata);
    }

    /** The same in a zone. */
    public ServiceInstance inZone(String other) {
        return new ServiceInstance(service, id, address, port, other, weight, draining, metadata);
    }

    /** The same, wanting no new work. */
    public ServiceInstance drained() {
        return new ServiceInstance(service, id, address, port, zone, weight, true, metadata);
    }

    /** Its record, with the fields that Curator's service discovery knows. */
    Bytes encode() {
        Map<String, @Nullable Object> payload = new LinkedHashMap<>();
        payload.put("zone", zone);
        payload.put("weight", (long) weight);
        payload.put("status", draining ? "DRAINING" : "UP");
        payload.put("metadata", metadata);
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("name", service);
        fields.put("id", id);
        fields.put("address", address);
        fields.put("port", (long) port);
        fields.put("sslPort", null);
        fields.put("payload", payload);
        fields.put("registrationTimeUTC", 0L);
        fields.put("serviceType", "DYNAMIC");
        fields.put("uriSpec", null);
        return Bytes.utf8(Json.write(fields));
    }

    /** What a record tells; throws {@link IllegalArgumentException} if it is none. */
    static ServiceInstance decode(Bytes record) {
        if (!(Json.parse(record.toUtf8()) instanceof Map<?, ?> fields)
                || !(fields.get("name") instanceof String name)
                || !(fields.get("id") instanceof String id)
                || !(fields.get("address") instanceof String address)) {
            throw new IllegalArgumentException("not a service's record");
        }
        int port = fields.get("port") instanceof Long number ? number.intValue() : 0;
        Map<?, ?> payload = fields.get("payload") instanceof Map<?, ?> found ? found : Map.of();
        Map<String, String> metadata = new LinkedHashMap<>();
        if (payload.get("metadata") instanceof Map<?, ?> told) {
            told.forEach((key, value) -> metadata.put("" + key, "" + value));
        }
        return new ServiceInstance(
                name,
                id,
                address,
                port,
                payload.get("zone") instanceof String zone ? zone : "",
                payload.get("weight") instanceof Long weight ? weight.intValue() : 1,
                "DRAINING".equals(payload.get("status")),
                Map.copyOf(metadata));
    }
}
