//! Access control: only browsers on this machine are answered, and only paths within the site.

use percent_encoding::percent_decode_str;

/// Why a request is rejected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RequestFault {
    /// The host name is not this machine's own, so a page of another site may have sent the request.
    Host,
    /// The request comes from a page of another site.
    Origin,
    /// The method is not for reading.
    Method,
    /// The path leads outside the site, or is ambiguous.
    Path,
}

/// Checks the method and headers of a request.
pub(super) fn headers(method: &str, host: Option<&str>, origin: Option<&str>, port: u16) -> Result<(), RequestFault> {
    if !host.is_some_and(|host| is_own(host, port)) {
        return Err(RequestFault::Host);
    }
    let is_other_site = |origin: &str| !origin.strip_prefix("http://").is_some_and(|host| is_own(host, port));
    if origin.is_some_and(is_other_site) {
        return Err(RequestFault::Origin);
    }
    if !matches!(method, "GET" | "HEAD") {
        return Err(RequestFault::Method);
    }
    Ok(())
}

/// Whether a host name with port is that of this preview.
fn is_own(host: &str, port: u16) -> bool {
    let (name, given) = match host.rsplit_once(':') {
        Some((name, given)) if given.bytes().all(|digit| digit.is_ascii_digit()) => (name, given.parse().ok()),
        _ => (host, Some(80)),
    };
    given == Some(port) && ["127.0.0.1", "localhost"].iter().any(|own| name.eq_ignore_ascii_case(own))
}

/// Decodes the path of a request into a file path below the root of the site.
pub(super) fn path(raw: &str) -> Result<String, RequestFault> {
    let lower = raw.to_ascii_lowercase();
    // An encoded slash would be a separator to some programs and part of a name to others.
    if !raw.starts_with('/') || ["%2f", "%5c", "%00"].iter().any(|ch| lower.contains(ch)) {
        return Err(RequestFault::Path);
    }
    let path = percent_decode_str(&raw[1..]).decode_utf8().map_err(|_| RequestFault::Path)?;
    let parts = path.split('/').count();
    let is_part = |(at, part): (usize, &str)| !matches!(part, "." | "..") && (!part.is_empty() || at + 1 == parts);
    match !path.contains(['\\', '\0']) && path.split('/').enumerate().all(is_part) {
        true => Ok(path.into_owned()),
        false => Err(RequestFault::Path),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_requests_to_own_host_names_are_allowed() {
        let may = |host, origin| headers("GET", host, origin, 4711);
        assert_eq!(may(Some("127.0.0.1:4711"), None), Ok(()));
        assert_eq!(may(Some("LocalHost:4711"), Some("http://localhost:4711")), Ok(()));
        for host in [
            "localhost",
            "localhost:80",
            "evil.example:4711",
            "127.0.0.1.evil.example:4711",
            "",
            ":4711",
            "x@localhost:4711",
        ] {
            assert_eq!(may(Some(host), None), Err(RequestFault::Host), "{host}");
        }
        assert_eq!(may(None, None), Err(RequestFault::Host));
        for origin in ["null", "https://localhost:4711", "http://evil.example", "http://localhost:4712", "file://"] {
            assert_eq!(may(Some("localhost:4711"), Some(origin)), Err(RequestFault::Origin), "{origin}");
        }
        assert_eq!(headers("POST", Some("localhost:4711"), None, 4711), Err(RequestFault::Method));
    }

    #[test]
    fn paths_outside_the_site_are_rejected() {
        assert_eq!(path("/"), Ok(String::new()));
        assert_eq!(path("/leaflets/a%20b/"), Ok("leaflets/a b/".to_owned()));
        assert_eq!(path("/caf%C3%A9/...md"), Ok("café/...md".to_owned()));
        for raw in [
            "",
            "..",
            "/..",
            "/../x",
            "/a/../b",
            "/%2e%2e/x",
            "/a/%2E%2e/",
            "/..%2fx",
            "/a%5c..",
            "/a\\b",
            "/a%00",
            "//etc",
            "/a//b",
            "/./a",
            "/%ff",
            "http://other/",
            "*",
        ] {
            assert_eq!(path(raw), Err(RequestFault::Path), "{raw}");
        }
    }
}
