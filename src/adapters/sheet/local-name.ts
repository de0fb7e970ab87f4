/** The name of an element without its prefix: programs choose what they like. */
export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}
