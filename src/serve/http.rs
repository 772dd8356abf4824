//! The HTTP layer: passes requests to the worker thread and sends its replies.

use std::convert::Infallible;
use std::sync::mpsc::Sender;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::http::{HeaderMap, StatusCode};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use tokio::sync::{oneshot, watch};
use tokio_stream::StreamExt;
use tokio_stream::wrappers::WatchStream;

use super::guard::{self, RequestFault};
use super::parts;
use super::preview_state::PreviewState;
use super::request::{PreviewRequest, Reply, Route};
use crate::rendering::security;

/// What the request handlers need.
#[derive(Clone)]
pub(super) struct RequestChannel {
    pub port: u16,
    /// Requests to the one thread that owns the texts.
    pub asked: Sender<PreviewRequest>,
    /// The current version, for pages that wait for changes.
    pub versions: watch::Receiver<PreviewState>,
}

pub(super) fn router(channel: RequestChannel) -> Router {
    Router::new().fallback(answer).with_state(channel)
}

/// The folder of the preview's own pages.
const OWN: &str = "_desk/";

async fn answer(State(channel): State<RequestChannel>, request: Request) -> Response {
    let wanted = match wanted(&channel, &request) {
        Ok(wanted) => wanted,
        Err(response) => return *response,
    };
    // The future must be `Send`, so the request is not kept while waiting.
    drop(request);
    let (reply, replied) = oneshot::channel();
    let reply = match channel.asked.send(PreviewRequest::Wanted(wanted, reply)) {
        Ok(()) => replied.await.ok(),
        Err(_) => None,
    };
    respond(reply.unwrap_or_else(|| Reply::sentence(503, parts::word("gone"))))
}

/// The route of a request, or an immediate response.
fn wanted(channel: &RequestChannel, request: &Request) -> Result<Route, Box<Response>> {
    let header_value = |name: HeaderName| one(request.headers(), &name);
    let (host, origin) = (header_value(header::HOST), header_value(header::ORIGIN));
    let may = guard::headers(request.method().as_str(), host.as_deref(), origin.as_deref(), channel.port);
    let path = may.and_then(|()| guard::path(request.uri().path()));
    let query = request.uri().query().unwrap_or_default();
    match path {
        Err(refused) => Err(Box::new(respond(error_reply(refused)))),
        Ok(path) => Ok(match path.strip_prefix(OWN) {
            Some("changes") => return Err(Box::new(changes(channel))),
            Some("") => Route::Desk(query.to_owned()),
            Some("lines") => Route::Lines(query.to_owned()),
            Some(name) => Route::Own(name.to_owned()),
            None => Route::File(path),
        }),
    }
}

/// The value of a header. A repeated header yields `?`, which is treated like another site.
fn one(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    let mut values = headers.get_all(name).iter();
    let first = values.next()?;
    let text = String::from_utf8_lossy(first.as_bytes()).into_owned();
    Some(if values.next().is_some() { "?".to_owned() } else { text })
}

fn error_reply(refused: RequestFault) -> Reply {
    let (status, word) = match refused {
        RequestFault::Host => (403, "refused_host"),
        RequestFault::Origin => (403, "refused_origin"),
        RequestFault::Method => (405, "refused_method"),
        RequestFault::Path => (400, "refused_path"),
    };
    Reply::sentence(status, parts::word(word))
}

fn respond(reply: Reply) -> Response {
    let mut response = Response::new(Body::from(reply.body));
    *response.status_mut() = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    if let Ok(kind) = HeaderValue::from_str(&reply.kind) {
        headers.insert(header::CONTENT_TYPE, kind);
    }
    if let Some(location) = reply.location.and_then(|location| HeaderValue::from_str(&location).ok()) {
        headers.insert(header::LOCATION, location);
    }
    set_security_headers(headers);
    response
}

/// Headers that keep other sites from embedding or reading these pages, and browsers from caching them.
fn set_security_headers(headers: &mut HeaderMap) {
    let fixed = [
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "no-referrer"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    for (name, value) in security::headers().into_iter().filter(|(name, _)| *name == "Content-Security-Policy") {
        if let (Ok(name), Ok(value)) = (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(&value)) {
            headers.insert(name, value);
        }
    }
}

/// Server-sent events for open pages: the current version, and each new one.
fn changes(channel: &RequestChannel) -> Response {
    let news = WatchStream::new(channel.versions.clone());
    let events = news.map(|version| Ok::<_, Infallible>(Event::default().data(version.to_string())));
    let mut response = Sse::new(events).keep_alive(KeepAlive::default()).into_response();
    set_security_headers(response.headers_mut());
    response
}
