import type { PdfDictionary, PdfFile, PdfObject, PdfValue } from './pdf-objects.ts'
import { isDictionary, readPdfObjects } from './pdf-objects.ts'

/**
 * What keeps a PDF from being PDF/A-3a (ISO 19005-3), as far as its objects tell: not a validator,
 * but each rule that an archive and a screen reader depend on. A line a fault, with its clause.
 */
export function archiveFaults(bytes: Uint8Array): readonly string[] {
  const file = readPdfObjects(bytes)
  const look = new Look(file)
  return [
    ...fileFaults(file, look),
    ...colourFaults(look),
    ...fontFaults(look),
    ...actionFaults(look),
    ...metadataFaults(file, look),
    ...tagFaults(look),
    ...attachmentFaults(look),
  ]
}

/** Finds its way from value to value. */
class Look {
  readonly #file: PdfFile
  readonly catalog: PdfDictionary
  readonly all: readonly { readonly number: number; readonly dictionary: PdfDictionary }[]

  constructor(file: PdfFile) {
    this.#file = file
    this.catalog = this.dictionary(file.trailer.dict.get('Root'))
    this.all = [...file.objects].flatMap(([number, { value }]) =>
      dictionariesIn(value).map((dictionary) => ({ number, dictionary })),
    )
  }

  object(value: PdfValue | undefined): PdfObject | null {
    const isRef = typeof value === 'object' && value !== null && 'ref' in value
    return isRef ? (this.#file.objects.get(value.ref) ?? null) : null
  }

  value(value: PdfValue | undefined): PdfValue {
    return this.object(value)?.value ?? value ?? null
  }

  dictionary(value: PdfValue | undefined): PdfDictionary {
    const found = this.value(value)
    return isDictionary(found) ? found : { dict: new Map() }
  }

  list(value: PdfValue | undefined): readonly PdfValue[] {
    const found = this.value(value)
    return Array.isArray(found) ? found : found === null ? [] : [found]
  }

  stream(value: PdfValue | undefined): Uint8Array {
    return this.object(value)?.stream ?? new Uint8Array(0)
  }

  ofType(type: string): readonly PdfDictionary[] {
    return this.all.flatMap(({ dictionary }) =>
      nameOf(dictionary.dict.get('Type')) === type ? [dictionary] : [],
    )
  }
}

function dictionariesIn(value: PdfValue): PdfDictionary[] {
  if (Array.isArray(value)) return value.flatMap(dictionariesIn)
  if (!isDictionary(value)) return []
  return [value, ...[...value.dict.values()].flatMap(dictionariesIn)]
}

function nameOf(value: PdfValue | undefined): string {
  return typeof value === 'object' && value !== null && 'name' in value ? value.name.slice(1) : ''
}

function stringOf(value: PdfValue | undefined): string {
  const isString = typeof value === 'object' && value !== null && 'string' in value
  if (!isString) return ''
  const bytes = Buffer.from(value.string, 'latin1')
  return value.string.startsWith('\xfe\xff')
    ? bytes.subarray(2).swap16().toString('utf16le')
    : value.string
}

const unless = (holds: boolean, fault: string) => (holds ? [] : [fault])

function fileFaults({ text, trailer }: PdfFile, look: Look): string[] {
  const filters = look.all.flatMap(({ dictionary }) => look.list(dictionary.dict.get('Filter')))
  return [
    ...unless(/^%PDF-1\.[0-7]\n%[\x80-\xff]{4}/.test(text), '6.1.2 header'),
    ...unless(look.list(trailer.dict.get('ID')).length === 2, '6.1.3 file identifier'),
    ...unless(!trailer.dict.has('Encrypt'), '6.1.3 it is encrypted'),
    ...unless(text.trimEnd().endsWith('%%EOF'), '6.1.3 something stands behind its end'),
    ...unless(!filters.some((one) => /^(LZWDecode|Crypt)$/.test(nameOf(one))), '6.1.7 a filter'),
  ]
}

function colourFaults(look: Look): string[] {
  const intents = look
    .list(look.catalog.dict.get('OutputIntents'))
    .map((one) => look.dictionary(one))
  const intent = intents.find(({ dict }) => nameOf(dict.get('S')) === 'GTS_PDFA1')
  const profile = intent?.dict.get('DestOutputProfile')
  const colours = look.dictionary(profile).dict.get('N')
  const cmyk = look.all.some(({ dictionary }) =>
    [...dictionary.dict.values()].some((one) => nameOf(one) === 'DeviceCMYK'),
  )
  return [
    ...unless(intent !== undefined && intents.length === 1, '6.2.3 output intent'),
    ...unless(look.stream(profile).length > 128 && colours === 3, '6.2.3 its colour profile'),
    ...unless(!cmyk, '6.2.4.3 colours of print without a profile'),
  ]
}

function fontFaults(look: Look): string[] {
  const descriptors = look.ofType('FontDescriptor')
  const fonts = look.ofType('Font')
  const bare = descriptors.filter(
    ({ dict }) => !['FontFile', 'FontFile2', 'FontFile3'].some((key) => dict.has(key)),
  )
  const mute = fonts.filter(
    ({ dict }) => nameOf(dict.get('Subtype')) === 'Type0' && !dict.has('ToUnicode'),
  )
  return [
    ...unless(descriptors.length > 0, '6.2.11 it has no fonts'),
    ...bare.map(({ dict }) => `6.2.11.4 not embedded: ${nameOf(dict.get('FontName'))}`),
    ...mute.map(({ dict }) => `6.2.11.7 leads to no text: ${nameOf(dict.get('BaseFont'))}`),
  ]
}

function actionFaults(look: Look): string[] {
  const forbidden =
    /^(Launch|Sound|Movie|ResetForm|ImportData|JavaScript|Hide|SetOCGState|Rendition)$/
  const actions = look.all.filter(({ dictionary }) =>
    forbidden.test(nameOf(dictionary.dict.get('S'))),
  )
  const silent = look
    .ofType('Annot')
    .filter(
      ({ dict }) => nameOf(dict.get('Subtype')) !== 'Popup' && (Number(dict.get('F')) & 4) === 0,
    )
  return [
    ...actions.map(({ number }) => `6.5 action of object ${number}`),
    ...silent.map(() => '6.3 a note that is not printed'),
    ...unless(!look.catalog.dict.has('AA'), '6.5.2 it acts by itself'),
  ]
}

function metadataFaults({ trailer }: PdfFile, look: Look): string[] {
  const xmp = Buffer.from(look.stream(look.catalog.dict.get('Metadata'))).toString('utf8')
  const says = (name: string) =>
    new RegExp(`<${name}>([^<]*)</${name}>|\\s${name}="([^"]*)"`).exec(xmp)?.slice(1).join('')
  const title = stringOf(look.dictionary(trailer.dict.get('Info')).dict.get('Title'))
  return [
    ...unless(says('pdfaid:part') === '3', '6.6.4 the part of the standard'),
    ...unless(says('pdfaid:conformance') === 'A', '6.6.4 the level'),
    ...unless(title !== '' && xmp.includes(title), '6.6.3 the title'),
  ]
}

const standardTypes = new Set(
  'Document Part Sect Div P H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot Caption Figure Formula Span Link Note Reference NonStruct Quote Code Index TOC TOCI Artifact'.split(
    ' ',
  ),
)

function tagFaults(look: Look): string[] {
  const root = look.dictionary(look.catalog.dict.get('StructTreeRoot'))
  const roles = look.dictionary(root.dict.get('RoleMap')).dict
  const marks = look.dictionary(look.catalog.dict.get('MarkInfo'))
  const elements = look.ofType('StructElem')
  const typeOf = ({ dict }: PdfDictionary) => {
    const own = nameOf(dict.get('S'))
    return standardTypes.has(own) ? own : nameOf(roles.get(own))
  }
  const odd = elements.filter((one) => !standardTypes.has(typeOf(one)))
  const figures = elements.filter((one) => typeOf(one) === 'Figure')
  const dumb = figures.filter(({ dict }) => stringOf(dict.get('Alt')) === '')
  const pages = look.ofType('Page').filter(({ dict }) => !dict.has('StructParents'))
  return [
    ...unless(marks.dict.get('Marked') === true, '6.7.2 it is not tagged'),
    ...unless(elements.length > 0 && root.dict.has('ParentTree'), '6.7.3 structure'),
    ...odd.map(({ dict }) => `6.7.3.4 unknown type ${nameOf(dict.get('S'))}`),
    ...dumb.map(() => '6.7.3 a picture without words'),
    ...pages.map(() => '6.7.3 a page outside the structure'),
    ...unless(stringOf(look.catalog.dict.get('Lang')).startsWith('zh'), '6.7.4 language'),
  ]
}

function attachmentFaults(look: Look): string[] {
  const named = new Set(look.list(look.catalog.dict.get('AF')).map((one) => look.dictionary(one)))
  return look.ofType('Filespec').flatMap((one) => {
    const name = stringOf(one.dict.get('UF'))
    const inside = look.dictionary(look.dictionary(one.dict.get('EF')).dict.get('F'))
    const relation = nameOf(one.dict.get('AFRelationship'))
    return [
      ...unless(name !== '' && stringOf(one.dict.get('F')) !== '', '6.8 an attachment’s name'),
      ...unless(
        /^(Source|Data|Alternative|Supplement|Unspecified)$/.test(relation),
        `6.8 what ${name} is to the text`,
      ),
      ...unless(named.has(one), `6.8 nothing names ${name}`),
      ...unless(nameOf(inside.dict.get('Subtype')).includes('/'), `6.8 kind of ${name}`),
    ]
  })
}
