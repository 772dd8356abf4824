//! What a browser is told to refuse on every page: as a policy in the page, and as headers for hosts that send them.

/// The Content-Security-Policy of every page: style, script, pictures and files of the site itself, and nothing else.
///
/// `connect-src` is there for tools that look at a site from within a page, such as Lighthouse, which asks for `robots.txt`.
///
/// It stands in the page too, so that it holds on hosts that send no headers, and for a site read from a folder.
pub const PAGE_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
                               connect-src 'self'; form-action 'self'; base-uri 'none'";

/// The file by which a site sends headers of its own choice, in place of ours.
pub const OWN_HEADERS: &str = "content/static/_headers";

/// What a page cannot say of itself, and only a header can.
const HEADER_ALONE: &str = "frame-ancestors 'none'";

/// The headers by which a host makes the pages safer: name and value.
pub fn headers() -> [(&'static str, String); 5] {
    [
        ("Content-Security-Policy", format!("{PAGE_POLICY}; {HEADER_ALONE}")),
        // Which leaflet somebody read is told to no other site.
        ("Referrer-Policy", "no-referrer".to_owned()),
        ("X-Content-Type-Options", "nosniff".to_owned()),
        // For browsers that do not know 'frame-ancestors'.
        ("X-Frame-Options", "DENY".to_owned()),
        // A leaflet needs none of these.
        (
            "Permissions-Policy",
            ["accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer", "microphone"]
                .into_iter()
                .chain(["midi", "payment", "usb"])
                .map(|power| format!("{power}=()"))
                .collect::<Vec<_>>()
                .join(", "),
        ),
    ]
}
