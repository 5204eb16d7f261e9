package org.muster.sim.check;

import java.util.Comparator;
import java.util.List;
import org.muster.model.request.Response;

/** Compares replies; the order of names in a list is the server's own affair. */
final class Replies {
    private Replies() {}

    static boolean same(Response expected, Response actual) {
        return canonical(expected).equals(canonical(actual));
    }

    private static Response canonical(Response response) {
        return switch (response) {
            case Response.Children(var names) -> new Response.Children(sorted(names));
            case Response.ChildrenAndStat(var names, var stat) ->
                    new Response.ChildrenAndStat(sorted(names), stat);
            case Response.Ephemerals(var paths) -> new Response.Ephemerals(sorted(paths));
            case Response.Identities(var infos) ->
                    new Response.Identities(
                            infos.stream()
                                    .sorted(
                                            Comparator.comparing(Response.ClientInfo::scheme)
                                                    .thenComparing(Response.ClientInfo::user))
                                    .toList());
            case Response.Multi(var results) ->
                    new Response.Multi(results.stream().map(Replies::canonical).toList());
            case Response.Empty _,
                    Response.Refused _,
                    Response.Path _,
                    Response.PathAndStat _,
                    Response.StatOnly _,
                    Response.DataAndStat _,
                    Response.AclAndStat _,
                    Response.Count _,
                    Response.Token _ ->
                    response;
        };
    }

    private static Response.Result canonical(Response.Result result) {
        return result instanceof Response.Result.Done(var type, var body)
                ? new Response.Result.Done(type, canonical(body))
                : result;
    }

    private static <T extends Comparable<? super T>> List<T> sorted(List<T> items) {
        return items.stream().sorted().toList();
    }

    /** A reply in words, bytes shown as text. */
    static String words(Response response) {
        return switch (response) {
            case Response.Children(var names) ->
                    names.stream().map(name -> name.toUtf8()).sorted().toList().toString();
            case Response.ChildrenAndStat(var names, var stat) ->
                    names.stream().map(name -> name.toUtf8()).sorted().toList() + " " + stat;
            case Response.DataAndStat(var data, var stat) ->
                    (data == null ? "null" : "'" + data.toUtf8() + "'") + " " + stat;
            default -> response.toString();
        };
    }
}
