//! Security policies for browsers: a policy in each page, and headers for hosts that send them.

/// The Content-Security-Policy of every page: only styles, scripts, pictures and files of the site itself.
///
/// `connect-src` is for tools that inspect a site from within a page, such as Lighthouse, which requests `robots.txt`.
///
/// It is also in the page, for hosts that send no headers, and for sites read from a folder.
pub const PAGE_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
                               connect-src 'self'; form-action 'self'; base-uri 'none'";

/// A file of the site that replaces the generated headers.
pub const OWN_HEADERS: &str = "content/static/_headers";

/// A directive that only works in a header.
const HEADER_ALONE: &str = "frame-ancestors 'none'";

/// Security headers for web hosts: name and value.
pub fn headers() -> [(&'static str, String); 5] {
    [
        ("Content-Security-Policy", format!("{PAGE_POLICY}; {HEADER_ALONE}")),
        // Other sites must not learn which leaflet somebody read.
        ("Referrer-Policy", "no-referrer".to_owned()),
        ("X-Content-Type-Options", "nosniff".to_owned()),
        // For browsers without support for 'frame-ancestors'.
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
