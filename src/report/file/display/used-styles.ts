import { readXml } from '../read-xml.ts'
import { hazardOf } from './hazards.ts'
import type { TrickKind } from './trick.ts'

interface Style {
  basedOn: string | null
  readonly kinds: Set<TrickKind>
}

const on: ReadonlySet<string> = new Set(['1', 'true', 'on'])

/**
 * What the styles do to the words that use them: the defaults, the styles named, and those that
 * they are based on.
 */
export function tricksOfStyles(bytes: Uint8Array, used: ReadonlySet<string>): Set<TrickKind> {
  const styles = new Map<string, Style>()
  const found = new Set<TrickKind>()
  const wanted = [...used]
  let current: Style | null = null
  let inDefaults = false
  readXml(bytes, {
    open(element) {
      const { name, attributes } = element
      if (name === 'w:docDefaults') inDefaults = true
      if (name === 'w:style') {
        const id = attributes['w:styleId'] ?? ''
        current = styles.get(id) ?? { basedOn: null, kinds: new Set() }
        styles.set(id, current)
        if (on.has(attributes['w:default'] ?? '')) wanted.push(id)
      }
      if (name === 'w:basedOn' && current) current.basedOn = attributes['w:val'] ?? null
      const kind = name === 'w:vanish' ? vanished(attributes['w:val']) : hazardOf(element)
      if (kind !== null) (inDefaults ? found : current?.kinds)?.add(kind)
    },
    close(name) {
      if (name === 'w:docDefaults') inDefaults = false
      if (name === 'w:style') current = null
    },
  })
  const visited = new Set<string>()
  for (let id = wanted.pop(); id !== undefined; id = wanted.pop()) {
    const style = styles.get(id)
    if (!style || visited.has(id)) continue
    visited.add(id)
    for (const kind of style.kinds) found.add(kind)
    if (style.basedOn !== null) wanted.push(style.basedOn)
  }
  return found
}

function vanished(value = ''): TrickKind | null {
  return hazardOf({ name: 'w:hidden', attributes: { 'w:val': value } })
}
