//! The live preview: a server on this machine only, which shows pages while they are being written, with their
//! findings.
//!
//! One thread owns the texts and answers one request at a time; requests from browsers and changes on disk reach it
//! through a channel. So nothing is shared, and a page is always made from one state of the files.

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
mod response_context;
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

use crate::diagnostic::{Failure, reason};
use crate::disk;
use preview_state::PreviewState;
pub use preview_worker::TodayFn;

/// Settings of a preview.
pub struct Preview {
    /// The site folder, as an absolute path.
    pub site: PathBuf,
    /// The port; `None` for a free one near the default.
    pub port: Option<u16>,
    /// Returns today's date. Called again after every change, so that a preview can stay open past midnight.
    pub today: TodayFn,
    /// Identifies this run, so that open pages notice a restart.
    pub run: u64,
}

/// The port that is tried first.
const USUAL_PORT: u16 = 4711;
/// How many further ports are tried.
const NEARBY: u16 = 20;

/// Runs the preview until it is stopped. Calls `ready` with the address once pages can be requested.
///
/// # Errors
/// If the site cannot be read or watched, or the port is not free.
pub fn run(preview: Preview, ready: impl FnOnce(&str)) -> Result<(), Failure> {
    let listener = listen(preview.port)?;
    let address = listener.local_addr().map_err(|error| no_server(&error))?;
    let (asked, questions) = mpsc::channel();
    // Watched before it is read, so that nothing saved in between is missed.
    let watching = watch::watch(&preview.site, asked.clone())?;
    let sources = disk::read_with_drafts(&preview.site)?;
    let (version, versions) = channel(PreviewState { run: preview.run, ..PreviewState::default() });
    let worker = preview_worker::PreviewWorker::new(preview.site.clone(), sources, preview.today, version, watching)?;
    std::thread::Builder::new()
        .name("preview".to_owned())
        .spawn(move || worker.work(&questions))
        .map_err(|error| no_server(&error))?;
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(|error| no_server(&error))?;
    let served = runtime.block_on(async {
        listener.set_nonblocking(true)?;
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let channel = http::RequestChannel { port: address.port(), asked, versions };
        // Polled once before `ready`, so that Ctrl-C is handled from then on.
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

/// Listens on this machine only; no other machine can reach it.
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
        ErrorKind::AddrInUse => "another program, perhaps another preview, is already using it".to_owned(),
        ErrorKind::PermissionDenied => "ports below 1024 need an administrator".to_owned(),
        _ => reason(error),
    };
    Failure::new(
        format!("The preview cannot use port {port}: {why}."),
        "Leave out '--port' to use any free port, or choose another one, for example '--port 4720'.",
    )
}

fn no_server(error: &std::io::Error) -> Failure {
    Failure::new(format!("The preview cannot run: {}.", reason(error)), "Close other previews and try again.")
}
