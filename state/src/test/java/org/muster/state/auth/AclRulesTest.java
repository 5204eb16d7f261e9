package org.muster.state.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.muster.model.Acl;
import org.muster.model.Bytes;
import org.muster.model.Id;

/** Who may do what, which lists may be set, and how identities come about. */
class AclRulesTest {
    private final AclRules rules = new AclRules(AuthRules.DEFAULT);

    /** Reads "31 digest a:b; 1 world anyone". */
    private static List<Acl> acl(String text) {
        List<Acl> acl = new ArrayList<>();
        for (String entry : text.isBlank() ? new String[0] : text.split(";")) {
            String[] parts = entry.strip().split(" ", -1);
            acl.add(new Acl(Integer.parseInt(parts[0]), id(parts[1], parts[2])));
        }
        return acl;
    }

    private static List<Id> ids(String text) {
        List<Id> ids = new ArrayList<>();
        for (String entry : text.isBlank() ? new String[0] : text.split(";")) {
            String[] parts = entry.strip().split(" ", -1);
            ids.add(id(parts[0], parts[1]));
        }
        return ids;
    }

    private static Id id(String scheme, String id) {
        return new Id(scheme, id);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // list                               | mask | identities              | allowed
                "31 world anyone                       | 4   | ''                      | true",
                "1 world anyone                        | 1   | ''                      | true",
                "1 world anyone                        | 2   | ''                      | false",
                "''                                    | 8   | ''                      | true",
                "0 world anyone                        | 1   | ''                      | false",
                "31 digest a:b                         | 2   | digest a:b              | true",
                "31 digest a:b                         | 2   | digest a:c              | false",
                "31 digest a:b                         | 2   | sasl a:b                | false",
                "31 digest a:b                         | 2   | super x                 | true",
                "1 digest a:b; 2 digest a:b            | 2   | digest a:b              | true",
                "1 digest a:b; 2 digest a:c            | 2   | digest a:b              | false",
                "1 digest a:b; 16 digest a:b           | 17  | digest a:b              | true",
                "3 ip 127.0.0.1/8                      | 2   | ip 127.9.8.7            | true",
                "3 ip 127.0.0.1/8                      | 2   | ip 128.0.0.1            | false",
                "3 ip 127.0.0.1                        | 2   | ip 127.0.0.1            | true",
                "3 ip 10.0.0.0/31                      | 2   | ip 10.0.0.1             | true",
                "3 ip 10.0.0.0/31                      | 2   | ip 10.0.0.2             | false",
                "3 ip 1.2.3.4/0                        | 2   | ip 200.0.0.1            | true",
                "3 ip fe80::/10                        | 2   | ip fe80:0:0:0:0:0:0:1   | true",
                "3 ip ::1                              | 2   | ip 0:0:0:0:0:0:0:1      | true",
                "3 ip 0.0.0.0/0                        | 2   | ip ::1                  | false",
                "31 sasl bob                           | 2   | sasl bob                | false",
                "31 unknown bob                        | 2   | unknown bob             | false"
            })
    void aPermissionIsDecidedByOneMatchingEntry(String acl, int mask, String ids, boolean allowed) {
        assertEquals(allowed, rules.permits(AccessList.of(acl(acl)), mask, ids(ids)));
    }

    @Test
    void skippedAclsPermitEverything() {
        AclRules open = new AclRules(new AuthRules(true, true, "SHA1", null));
        assertEquals(true, open.permits(AccessList.of(acl("0 digest a:b")), 16, List.of()));
        assertNull(open.expand(List.of(), List.of()));
    }

    @Test
    void anUnresolvedListForbidsEverythingToAllButTheSuperUser() {
        assertEquals(false, rules.permits(AccessList.UNRESOLVED, 31, ids("digest a:b")));
        assertEquals(true, rules.permits(AccessList.UNRESOLVED, 31, ids("super x")));
    }

    @Test
    void withoutTheProviderDigestEntriesNeverMatch() {
        AclRules none = new AclRules(new AuthRules(false, false, "SHA1", null));
        assertEquals(
                false, none.permits(AccessList.of(acl("31 digest a:b")), 1, ids("digest a:b")));
        assertNull(none.expand(acl("31 digest a:b"), List.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // asked for                           | identities               | stored
                "''                                    | ''                       | -",
                "31 world anyone                       | ''         | 31 world anyone",
                "255 world anyone                      | ''         | 255 world anyone",
                "31 world me                           | ''                       | -",
                "1 world anyone; 1 world anyone        | ''                       | 1 world anyone",
                "1 world anyone; 2 world anyone        | ''   | 1 world anyone; 2 world anyone",
                "31 auth -                             | ip 1.2.3.4               | -",
                "31 auth -                             | super x                  | -",
                "31 auth -                             | digest a:b               | 31 digest a:b",
                "3 auth x                 | digest a:b; digest c:d | 3 digest a:b; 3 digest c:d",
                "31 digest a:b; 31 auth x              | digest a:b | 31 digest a:b; 31 digest a:b",
                "31 digest a:b                         | ''                       | 31 digest a:b",
                "31 digest :b                          | ''                       | 31 digest :b",
                "31 digest a:b:                        | ''                       | 31 digest a:b:",
                "31 digest a:                          | ''                       | -",
                "31 digest a                           | ''                       | -",
                "31 digest a:b:c                       | ''                       | -",
                "31 digest a::b                        | ''                       | -",
                "31 super x                            | super x                  | -",
                "31 sasl bob                           | ''                       | -",
                "31 ip 1.2.3.4                         | ''                       | 31 ip 1.2.3.4",
                "31 ip 1.2.3.4/33                      | ''                       | -",
                "31 world anyone; 31 ip x              | ''                       | -"
            })
    void aListIsExpandedOrRefused(String asked, String ids, @Nullable String stored) {
        assertEquals(stored == null ? null : acl(stored), rules.expand(acl(asked), ids(ids)));
    }

    @Test
    void aLongListIsExpandedInLittleTimeAndAHugeOneRefused() {
        List<Acl> asked = new ArrayList<>();
        for (int perms = 0; perms < 60_000; perms++) {
            asked.add(new Acl(perms, id("auth", "")));
        }
        assertEquals(60_000, rules.expand(asked, ids("digest a:b")).size());
        assertNull(rules.expand(asked, ids("digest a:b; digest c:d; digest e:f")));
    }

    @Test
    void noListAtAllIsRefused() {
        assertNull(rules.expand(null, List.of()));
    }

    @Test
    void aMaskedListShowsNoHashes() {
        assertEquals(
                acl("31 digest dave:x; 1 ip 1.2.3.4; 1 digest nocolon"),
                AclRules.masked(acl("31 digest dave:hVRi=; 1 ip 1.2.3.4; 1 digest nocolon")));
    }

    @ParameterizedTest
    @CsvSource({
        "1.2.3.4,              true",
        "1.2.3,                false",
        "1.2.3.4.5,            false",
        "1.2.3.256,            false",
        "1.2.3.-4,             false",
        "1.2.3.4/0,            true",
        "1.2.3.4/32,           true",
        "1.2.3.4/,             false",
        "1.2.3.4/-1,           false",
        "'',                   false",
        "::,                   true",
        "::1,                  true",
        "1::2::3,              false",
        "fe80::1%eth0,         false",
        "::ffff:1.2.3.4,       false",
        "1:2:3:4:5:6:7:8,      true",
        "1:2:3:4:5:6:7,        false",
        "1:2:3:4:5:6:7:8:9,    false",
        "1:2:3:4:5:6:7:fffff,  false",
        "fe80::/128,           true",
        "fe80::/129,           false"
    })
    void anAddressIsLegalOrNot(String text, boolean legal) {
        assertEquals(legal, IpRange.isLegal(text));
    }

    @Test
    void aPasswordBecomesAnIdentity() {
        AuthSchemes schemes =
                new AuthSchemes(
                        new AuthRules(false, true, "SHA1", "super:lK75jTNcA+U9vtVEw5vB51mj/w4="));
        Id bob = id("digest", "bob:ikIaKsbtGweaHnb/jKn7OHqbunM=");
        Id root = id("digest", "super:lK75jTNcA+U9vtVEw5vB51mj/w4=");
        assertEquals(List.of(bob), schemes.authenticate("digest", Bytes.utf8("bob:pw")));
        assertEquals(
                List.of(id("super", ""), root),
                schemes.authenticate("digest", Bytes.utf8("super:secret")));
        assertEquals(List.of(), schemes.authenticate("ip", null));
        assertNull(schemes.authenticate("digest", null));
        assertNull(schemes.authenticate("world", Bytes.EMPTY));
        assertNull(schemes.authenticate(null, Bytes.EMPTY));
        assertEquals("bob", AuthSchemes.userOf(bob));
        assertEquals("", AuthSchemes.userOf(id("super", "")));
        assertEquals("::1", AuthSchemes.userOf(AuthSchemes.ofAddress("::1")));
    }

    @Test
    void aPasswordWithoutUserIsAllUser() {
        AuthSchemes schemes = new AuthSchemes(AuthRules.DEFAULT);
        String id = schemes.authenticate("digest", Bytes.utf8("nocolon")).get(0).id();
        assertEquals("nocolon:", id.substring(0, 8));
        assertEquals(8 + 28, id.length());
    }

    @Test
    void equalListsAreOneObject() {
        AclInterner interner = new AclInterner();
        AccessList one = interner.intern(acl("31 digest a:b"));
        assertSame(one, interner.intern(acl("31 digest a:b")));
        assertSame(AccessList.OPEN, interner.intern(acl("31 world anyone")));
        for (int i = 0; i < 2 * AclInterner.LIMIT; i++) {
            assertEquals(
                    acl("31 digest a:" + i), interner.intern(acl("31 digest a:" + i)).entries());
        }
    }
}
