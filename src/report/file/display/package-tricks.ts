import type { Archive } from '../archive.ts'
import { readXml } from '../read-xml.ts'
import { relationsOf } from '../relations.ts'
import { isSymbolFont } from './hazards.ts'
import type { Trick, TrickKind } from './trick.ts'

/** Relations that our files have, and those that editors add. By the last word of their type. */
const knownRelations = new Set(
  `officeDocument core-properties extended-properties custom-properties thumbnail styles numbering
  settings webSettings fontTable theme header footer footnotes endnotes customXml customXmlProps
  image hyperlink stylesWithEffects comments commentsExtended commentsIds commentsExtensible people
  glossaryDocument printerSettings origin signature keyMapCustomizations LabelInfo classificationlabels`
    .trim()
    .split(/\s+/),
)

const relationDoings: { readonly [type: string]: TrickKind | undefined } = {
  aFChunk: 'inserted',
  subDocument: 'inserted',
  frame: 'inserted',
  font: 'embedded-font',
  attachedTemplate: 'setting',
  mailMergeSource: 'setting',
  recipientData: 'setting',
  mailMergeHeaderSource: 'setting',
}

const settings = new Set(['w:mailMerge', 'w:linkStyles', 'w:attachedTemplate'])

/** What relations, settings and fonts of the file do to its words. */
export async function tricksOfPackage(archive: Archive, mainPart: string): Promise<Trick[]> {
  const tricks: Trick[] = []
  for (const name of archive.names.filter((one) => /(^|\/)_rels\/[^/]*\.rels$/i.test(one))) {
    const part = name.replace(/_rels\/([^/]*)\.rels$/i, '$1')
    for (const { type, part: target } of await relationsOf(archive, part)) {
      const kind = relationDoings[type] ?? (knownRelations.has(type) ? null : 'unknown')
      if (kind !== null) tricks.push({ kind, detail: type })
      else if (target === null && type !== 'hyperlink')
        tricks.push({ kind: 'outside', detail: type })
    }
  }
  for (const { type, part } of await relationsOf(archive, mainPart)) {
    if (part === null || !archive.has(part)) continue
    if (type === 'settings') settingTricks(await archive.read(part), tricks)
    if (type === 'fontTable' || type === 'theme') fontTricks(await archive.read(part), tricks)
  }
  return tricks
}

function settingTricks(bytes: Uint8Array, tricks: Trick[]): void {
  readXml(bytes, {
    open({ name }) {
      if (settings.has(name)) tricks.push({ kind: 'setting', detail: name.slice(2) })
    },
  })
}

/** Fonts that are brought along, and fonts that stand in for others with other shapes. */
function fontTricks(bytes: Uint8Array, tricks: Trick[]): void {
  let font = ''
  readXml(bytes, {
    open({ name, attributes }) {
      if (name === 'w:font') font = attributes['w:name'] ?? ''
      if (name.startsWith('w:embed')) tricks.push({ kind: 'embedded-font', detail: font })
      const other = name === 'w:altName' ? attributes['w:val'] : attributes['typeface']
      if (isSymbolFont(other ?? '') && !isSymbolFont(font)) {
        tricks.push({ kind: 'symbol', detail: other ?? '' })
      }
    },
  })
}
