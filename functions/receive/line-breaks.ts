/**
 * Text whose lines end in a return alone (old Macs, some exports of Excel) → the same with line feeds. The first line
 * break tells; where it holds a line feed the text passes as it is, for then a lone return belongs to a cell.
 */
export async function* withLineFeeds(text: AsyncIterable<string>): AsyncGenerator<string> {
  let returns: boolean | undefined;
  let held = '';
  for await (const block of text) {
    let more = held + block;
    held = '';
    if (returns !== false && more.endsWith('\r')) {
      held = '\r';
      more = more.slice(0, -1);
    }
    if (returns === undefined) {
      const at = more.search(/[\r\n]/);
      if (at >= 0) returns = more.charAt(at) === '\r' && more.charAt(at + 1) !== '\n';
    }
    yield returns === true ? more.replaceAll(/\r\n?/g, '\n') : more;
  }
  if (held !== '') yield returns === false ? held : '\n';
}
