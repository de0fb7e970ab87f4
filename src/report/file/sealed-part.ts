/** Namespace of the part that carries a sealed report; programs rename parts, not namespaces. */
export const sealedNamespace = 'urn:taizhang:sealed:1'

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'

// JSON may hold two characters that XML cannot. As escapes they mean the same.
const outsideXml = /[\ufffe\uffff]/g
const escapedOutside = /(?<!\\)((?:\\\\)*)\\u(fffe|ffff)/g

/** The part as XML. */
export function sealedPart(sealed: string): string {
  const text = sealed
    .replace(outsideXml, (one) => `\\u${one.charCodeAt(0).toString(16)}`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
  return `${head}<report xmlns="${sealedNamespace}"><sealed>${text}</sealed></report>`
}

const opening = /<(?:[\w.-]+:)?sealed(?:\s[^<>]*)?>/
const closing = /<\/(?:[\w.-]+:)?sealed\s*>/

/**
 * What a part carries, or null where the part is somebody else's. Read by itself and not as XML:
 * it is one long text, and whatever a trick makes of it must still be the text that was signed.
 */
export function sealedInPart(xml: string): string | null {
  const start = opening.exec(xml)
  if (!start || !xml.slice(0, start.index + start[0].length).includes(sealedNamespace)) return null
  const from = start.index + start[0].length
  const end = xml.slice(from).search(closing)
  if (end < 0) return null
  return unescaped(xml.slice(from, from + end)).replace(
    escapedOutside,
    (_all, before: string, code: string) => before + String.fromCharCode(Number.parseInt(code, 16)),
  )
}

const named: { readonly [name: string]: string } = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
}

function unescaped(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(
    /&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(\w{2,4}));/g,
    (all, hex, decimal, name) => {
      if (name !== undefined) return named[String(name)] ?? all
      const code = Number.parseInt(String(hex ?? decimal), hex === undefined ? 10 : 16)
      return code <= 0x10ffff ? String.fromCodePoint(code) : String(all)
    },
  )
}
