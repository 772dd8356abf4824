//! The live preview: a server on this machine alone that shows pages as they are written, with what is found in them.
//!
//! One thread owns the texts and answers one question after another; what comes in from browsers and from the disk is
//! handed to it through a channel. So nothing is shared, and a page is always made from one state of the files.

mod answer;
mod background_scan;
mod desk;
mod excerpt;
mod guard;
mod http;
mod parts;
mod preview_state;
mod preview_worker;
mod request;
mod rows;
mod shown;
mod status_panel;
mod watch;

use std::future::Future as _;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::mpsc;
use std::task::Poll;

use tokio::sync::watch::channel;

use crate::disk;
use crate::failure::{Failure, reason};
use preview_state::PreviewState;
pub use preview_worker::TodayFn;

/// How a preview is asked for.
pub struct Preview {
    /// The site folder, with its whole path.
    pub site: PathBuf,
    /// The port; any free one near the usual where none is chosen.
    pub port: Option<u16>,
    /// The day: asked again after every change, so that a preview may stay open over midnight.
    pub today: TodayFn,
    /// What tells this run from an earlier one to a page that is still open.
    pub run: u64,
}

/// The port that is tried first.
const USUAL_PORT: u16 = 4711;
/// How many ports after it are tried.
const NEARBY: u16 = 20;

/// Runs the preview until it is stopped. `ready` is told the address once pages can be asked for.
///
/// # Errors
/// Where the site cannot be read or watched, or the port is not free.
pub fn run(preview: Preview, ready: impl FnOnce(&str)) -> Result<(), Failure> {
    let listener = listen(preview.port)?;
    let address = listener.local_addr().map_err(|error| no_server(&error))?;
    let (asked, questions) = mpsc::channel();
    // Watched before it is read: what is saved in between is not missed.
    let watching = watch::watch(&preview.site, asked.clone())?;
    let sources = disk::read_with_drafts(&preview.site)?;
    let (stand, stands) = channel(PreviewState { run: preview.run, ..PreviewState::default() });
    let workshop = preview_worker::PreviewWorker::new(preview.site.clone(), sources, preview.today, stand, watching)?;
    std::thread::Builder::new()
        .name("preview".to_owned())
        .spawn(move || workshop.work(&questions))
        .map_err(|error| no_server(&error))?;
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(|error| no_server(&error))?;
    let served = runtime.block_on(async {
        listener.set_nonblocking(true)?;
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let channel = http::RequestChannel { port: address.port(), asked, stands };
        // Asked once before anybody is told that the preview is there: from then on Ctrl-C ends it in order.
        let mut stopped = std::pin::pin!(tokio::signal::ctrl_c());
        let early = std::future::poll_fn(|context| Poll::Ready(stopped.as_mut().poll(context))).await;
        if let Poll::Ready(stopped) = early {
            return stopped;
        }
        ready(&format!("http://{address}/"));
        tokio::select! {
            served = async { axum::serve(listener, http::router(channel)).await } => served,
            stopped = stopped => stopped,
        }
    });
    served.map_err(|error| no_server(&error))
}

/// A port on this machine that no other machine can reach.
fn listen(port: Option<u16>) -> Result<TcpListener, Failure> {
    let bind = |port| TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)));
    match port {
        Some(port) => bind(port).map_err(|error| port_refused(port, &error)),
        None => {
            let near = (USUAL_PORT..=USUAL_PORT + NEARBY).find_map(|port| bind(port).ok());
            near.map_or_else(|| bind(0).map_err(|error| no_server(&error)), Ok)
        }
    }
}

fn port_refused(port: u16, error: &std::io::Error) -> Failure {
    use std::io::ErrorKind;
    let why = match error.kind() {
        ErrorKind::AddrInUse => "another program, perhaps another preview, uses it already".to_owned(),
        ErrorKind::PermissionDenied => "ports below 1024 need an administrator".to_owned(),
        _ => reason(error),
    };
    Failure::new(
        format!("The preview cannot use port {port}: {why}."),
        "Leave '--port' out, and a free one is chosen; or name another, for example '--port 4720'.",
    )
}

fn no_server(error: &std::io::Error) -> Failure {
    Failure::new(
        format!("The preview cannot be shown to browsers on this machine: {}.", reason(error)),
        "Close other previews and try again.",
    )
}
