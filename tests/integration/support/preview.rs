//! A live preview of a site, accessed over a real socket.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::site::{Site, TODAY};

/// A preview that is stopped when the test ends.
pub struct Preview {
    /// The running program.
    pub program: Child,
    /// The port.
    pub port: u16,
    /// What it printed when it started.
    pub said: Vec<String>,
}

impl Preview {
    /// Starts a preview on the day of tests.
    pub fn of(site: &Site) -> Self {
        let mut program = Command::new(env!("CARGO_BIN_EXE_pamphlet"))
            .args(["serve", "--port", "0", "--today", TODAY])
            .arg(site.path())
            .stderr(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(program.stderr.take().unwrap()).lines();
        let said: Vec<String> = lines.by_ref().take(3).map(Result::unwrap).collect();
        let port = said.first().and_then(|line| line.rsplit_once(':')).map(|(_, port)| port.trim_end_matches('/'));
        let port = port.unwrap_or_else(|| panic!("{said:?}")).parse().unwrap();
        Self { program, port, said }
    }

    /// Sends a raw request; returns the status and the whole response.
    pub fn raw(&self, request: &str) -> (u16, String) {
        let (status, bytes) = self.send(request);
        (status, String::from_utf8_lossy(&bytes).into_owned())
    }

    /// Sends a request as a browser does; returns the status and the bytes of the file.
    pub fn bytes(&self, path: &str) -> (u16, Vec<u8>) {
        let heads = format!("Host: localhost:{}\r\nConnection: close\r\n", self.port);
        let (status, bytes) = self.send(&format!("GET {path} HTTP/1.1\r\n{heads}\r\n"));
        let heads = bytes.windows(4).position(|signs| signs == b"\r\n\r\n").unwrap();
        (status, bytes[heads + 4..].to_vec())
    }

    fn send(&self, request: &str) -> (u16, Vec<u8>) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let line = String::from_utf8_lossy(&bytes[..bytes.len().min(20)]).into_owned();
        let status = line.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_default();
        (status, bytes)
    }

    /// Sends a request with these headers.
    pub fn with_heads(&self, method: &str, path: &str, heads: &str) -> (u16, String) {
        self.raw(&format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n{heads}\r\n"))
    }

    /// Sends a request as a browser does.
    pub fn get(&self, path: &str) -> (u16, String) {
        self.with_heads("GET", path, &format!("Host: localhost:{}\r\n", self.port))
    }

    /// Repeats a request until the page is as expected, because a change takes a moment to be noticed.
    pub fn get_until(&self, path: &str, what: &str, is_met: impl Fn(u16, &str) -> bool) -> String {
        let started = Instant::now();
        loop {
            let (status, text) = self.get(path);
            if is_met(status, &text) {
                return text;
            }
            assert!(started.elapsed() < Duration::from_secs(20), "{what}: {path} gave\n{text}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

/// The body of a response.
pub fn body(text: &str) -> &str {
    text.split_once("\r\n\r\n").unwrap().1
}
