package org.muster.server.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.muster.model.ServerId;
import org.muster.model.peer.Membership;
import org.muster.model.peer.Membership.Group;
import org.muster.model.peer.Membership.Weighted;

/**
 * Who belongs to an ensemble, where everybody is, and what each voter counts.
 *
 * @param servers ascending by id
 * @param membership the same without addresses
 */
public record Members(List<ServerLine> servers, Membership membership) {
    private static final String GROUP = "group.";
    private static final String WEIGHT = "weight.";

    /** Above this the sum of weights is nobody's intention. */
    private static final Rule.Whole WEIGHT_RULE = new Rule.Whole(0, 1_000_000);

    private static final Rule.Whole GROUP_RULE = new Rule.Whole(0, Integer.MAX_VALUE);

    /** Whether {@code key} says something about members. */
    static boolean concerns(String key) {
        return ServerLine.concerns(key) || key.startsWith(GROUP) || key.startsWith(WEIGHT);
    }

    /**
     * The members that {@code settings} of version {@code version} describe: a later setting
     * replaces an earlier one of the same key, and only keys of members are looked at.
     *
     * @param manyAddresses whether a member may have more than one
     * @throws ConfigException if a setting is malformed or does not fit the others
     */
    static Members read(List<Setting> settings, long version, boolean manyAddresses)
            throws ConfigException {
        Map<ServerId, ServerLine> servers = new TreeMap<>();
        Map<Long, Setting> groups = new TreeMap<>();
        Map<ServerId, Setting> weights = new TreeMap<>();
        for (Setting setting : settings) {
            String key = setting.key();
            if (ServerLine.concerns(key)) {
                ServerLine line = ServerLine.read(setting);
                if (line.addresses().size() > 1 && !manyAddresses) {
                    throw setting.refuse("several addresses need multiAddress.enabled=true");
                }
                servers.put(line.sid(), line);
            } else if (key.startsWith(GROUP)) {
                groups.put(number(setting, key.substring(GROUP.length()), GROUP_RULE), setting);
            } else if (key.startsWith(WEIGHT)) {
                weights.put(sid(setting, key.substring(WEIGHT.length())), setting);
            }
        }
        List<Group> weighted = List.of();
        List<ServerId> voters = new ArrayList<>();
        List<ServerId> observers = new ArrayList<>();
        for (ServerLine line : servers.values()) {
            (line.observer() ? observers : voters).add(line.sid());
        }
        if (!groups.isEmpty() || !weights.isEmpty()) {
            weighted = groups(voters, groups, numbers(weights, servers));
        }
        return new Members(
                List.copyOf(servers.values()),
                new Membership(version, List.copyOf(voters), List.copyOf(observers), weighted));
    }

    private static Map<ServerId, Long> numbers(
            Map<ServerId, Setting> weights, Map<ServerId, ServerLine> servers)
            throws ConfigException {
        Map<ServerId, Long> numbers = new TreeMap<>();
        for (Map.Entry<ServerId, Setting> weight : weights.entrySet()) {
            Setting setting = weight.getValue();
            if (!servers.containsKey(weight.getKey())) {
                throw setting.refuse("there is no server." + weight.getKey());
            }
            numbers.put(weight.getKey(), number(setting, setting.value(), WEIGHT_RULE));
        }
        return numbers;
    }

    /** Every voter must be in exactly one group, and somebody must count. */
    private static List<Group> groups(
            List<ServerId> voters, Map<Long, Setting> settings, Map<ServerId, Long> weights)
            throws ConfigException {
        List<ServerId> left = new ArrayList<>(voters);
        List<Group> groups = new ArrayList<>();
        boolean counts = false;
        for (Map.Entry<Long, Setting> group : settings.entrySet()) {
            Setting setting = group.getValue();
            List<Weighted> members = new ArrayList<>();
            for (String name : setting.value().split(":", -1)) {
                ServerId voter = sid(setting, name.strip());
                if (!voters.contains(voter)) {
                    throw setting.refuse("server " + voter + " is no participant");
                } else if (!left.remove(voter)) {
                    throw setting.refuse("server " + voter + " is in two groups");
                }
                Weighted member = new Weighted(voter, weights.getOrDefault(voter, 1L));
                counts |= member.weight() > 0;
                members.add(member);
            }
            groups.add(new Group(group.getKey(), List.copyOf(members)));
        }
        if (!left.isEmpty()) {
            throw new ConfigException("server " + left.getFirst() + " is in no group");
        } else if (!counts) {
            throw new ConfigException("all groups have weight 0: nobody could decide");
        }
        return List.copyOf(groups);
    }

    private static ServerId sid(Setting setting, String text) throws ConfigException {
        return new ServerId(number(setting, text, ServerLine.SID));
    }

    private static long number(Setting setting, String text, Rule.Whole rule)
            throws ConfigException {
        if (!rule.accepts(text)) {
            throw setting.refuse(text + " is not " + rule.allowed());
        }
        return Long.parseLong(text);
    }

    /** The line of {@code sid}, if it is a member. */
    public Optional<ServerLine> line(ServerId sid) {
        return servers.stream().filter(line -> line.sid().equals(sid)).findFirst();
    }

    /** All of this as members exchange it and clients read it; no line end behind the last line. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (ServerLine line : servers) {
            text.append(line.text()).append('\n');
        }
        for (Group group : membership.groups()) {
            String voters =
                    group.members().stream()
                            .map(member -> member.voter().toString())
                            .collect(Collectors.joining(":"));
            text.append(GROUP).append(group.id()).append('=').append(voters).append('\n');
        }
        for (Group group : membership.groups()) {
            for (Weighted member : group.members()) {
                text.append(WEIGHT).append(member.voter()).append('=');
                text.append(member.weight()).append('\n');
            }
        }
        return text + "version=" + Long.toHexString(membership.version());
    }
}
