// The Content-Security-Policy: injected content does nothing.

/** The policy must be the first element of the head, before anything could be loaded. */
export async function policyFirst(page) {
  return page.evaluate(() => {
    const first = document.head.firstElementChild;
    const isPolicy = first?.localName === "meta" && /^content-security-policy$/i.test(first.httpEquiv);
    if (!isPolicy) return ["the page does not begin with its policy"];
    return /unsafe|\*|https?:/.test(first.content) ? [`the policy allows too much: ${first.content}`] : [];
  });
}

/** Injects a script, styles and an external picture. The console reports them, so no other check may follow on this page. */
export async function policy(page) {
  // Requests that the policy blocks are not seen here.
  const asked = [];
  await page.route("https://example.com/**", (route) => { asked.push(route.request().url()); return route.abort(); });
  const done = await page.evaluate(async () => {
    const script = document.createElement("script");
    script.text = "window.slippedIn = true";
    const style = document.createElement("style");
    style.textContent = "body { --slipped-in: yes }";
    const styled = document.createElement("div");
    styled.setAttribute("style", "--slipped-in: yes");
    const picture = new Image();
    const seen = new Promise((done) => { picture.onload = picture.onerror = done; });
    picture.src = "https://example.com/dot.png";
    document.body.append(script, style, styled, picture);
    await seen;
    await fetch("https://example.com/message").catch(() => {});
    const isStyled = (element) => getComputedStyle(element).getPropertyValue("--slipped-in") !== "";
    return { script: window.slippedIn === true, style: isStyled(document.body), attribute: isStyled(styled) };
  });
  const faults = [];
  if (done.script) faults.push("an injected script runs");
  if (done.style) faults.push("an injected style sheet is applied");
  if (done.attribute) faults.push("an injected style is applied");
  return [...faults, ...asked.map((address) => `it asks another host: ${address}`)];
}
