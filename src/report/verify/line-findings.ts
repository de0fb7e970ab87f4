import type { Label, Lang } from '../../ledger/label.ts'
import { both } from '../../ledger/label.ts'
import type { DocumentLine } from '../evidence/document-lines.ts'
import type { LineChange } from './compare-lines.ts'
import { shownWords } from './compare-lines.ts'
import { ofText } from './findings.ts'
import { namingUnseen } from './look-alikes.ts'
import type { PhraseChange } from './phrase-changes.ts'
import { phraseChanges } from './phrase-changes.ts'
import type { Finding } from './verification.ts'

/**
 * What the lines of the evidence are: `signed`, so that the file is what differs; or only `carried`,
 * where no signature over them holds: then the file and they differ, and neither is the measure.
 */
export type LinesAre = 'signed' | 'carried'

/** A difference between the lines of the evidence and those of the file, in a sentence. */
export function lineFinding(change: LineChange<DocumentLine>, are: LinesAre): Finding {
  const say = sayings[are]
  switch (change.kind) {
    case 'changed':
      return ofText('text.changed', differ(change, say))
    case 'removed':
      return ofText('text.removed', removed(change.expected, say))
    case 'added':
      return ofText('text.added', added(change, say))
    case 'moved':
      return ofText('text.moved', moved(change, say))
  }
}

/** How a difference is said, in one language. */
interface Saying {
  phrase(there: string, here: string): string
  phraseGone(there: string): string
  phraseNew(here: string): string
  removed(place: string, text: string | null): string
  added(place: string, text: string): string
  moved(what: string, after: string | null): string
}

/** By what the lines of the evidence are. */
const sayings: { readonly [are in LinesAre]: { readonly [lang in Lang]: Saying } } = {
  signed: {
    zh: {
      phrase: (there, here) => `“${there}”改成了“${here}”`,
      phraseGone: (there) => `“${there}”被删去`,
      phraseNew: (here) => `多出“${here}”，签发时没有`,
      removed: (place, text) => `${place}被删去${text === null ? '' : `，签发时为“${text}”`}`,
      added: (place, text) => `${place}多出“${text}”，签发时没有`,
      moved: (what, after) => `${what}被移到${after ?? '文首'}，文字未变`,
    },
    en: {
      phrase: (there, here) => `“${there}” was made “${here}”`,
      phraseGone: (there) => `“${there}” was taken out`,
      phraseNew: (here) => `“${here}” was put in`,
      removed: (place, text) =>
        `${place} was removed${text === null ? '' : `; when signed it said “${text}”`}`,
      added: (place, text) => `“${text}” was added ${place}; it was not there when signed`,
      moved: (what, after) =>
        `${what} was moved ${after ?? 'to the beginning'}; its words are the same`,
    },
  },
  carried: {
    zh: {
      phrase: (there, here) => `文件上是“${here}”，证据里是“${there}”`,
      phraseGone: (there) => `“${there}”只在证据里有`,
      phraseNew: (here) => `“${here}”只在文件上有`,
      removed: (place, text) => `${place}只在证据里有${text === null ? '' : `：“${text}”`}`,
      added: (place, text) => `${place}的“${text}”只在文件上有，证据里没有`,
      moved: (what, after) => `${what}在文件上位于${after ?? '文首'}，与证据里的次序不同`,
    },
    en: {
      phrase: (there, here) => `the file says “${here}”, the evidence “${there}”`,
      phraseGone: (there) => `“${there}” stands only in the evidence`,
      phraseNew: (here) => `“${here}” stands only in the file`,
      removed: (place, text) =>
        `${place} stands only in the evidence${text === null ? '' : `: “${text}”`}`,
      added: (place, text) => `“${text}” ${place} stands only in the file, not in the evidence`,
      moved: (what, after) =>
        `${what} stands ${after ?? 'at the beginning'} in the file, elsewhere in the evidence`,
    },
  },
}

type Say = (typeof sayings)[LinesAre]

function removed({ place, text }: DocumentLine, say: Say): Label {
  const words = saysItself({ place, text }) ? null : quoted(text)
  return both((lang) => say[lang].removed(place[lang], words))
}

function moved(
  { expected, after }: Extract<LineChange<DocumentLine>, { kind: 'moved' }>,
  say: Say,
): Label {
  const { place, text } = expected
  const isSaid = saysItself(expected)
  const zh = isSaid ? place.zh : `${place.zh}“${quoted(text)}”`
  const en = isSaid ? place.en : `${place.en}, “${quoted(text)}”,`
  return {
    zh: say.zh.moved(zh, after && `${after.place.zh}之后`),
    en: say.en.moved(en, after && `after ${after.place.en}`),
  }
}

/** A heading is called by its words, which are not quoted once more. */
function saysItself({ place, text }: Pick<DocumentLine, 'place' | 'text'>): boolean {
  return place.zh.includes(`“${text}”`)
}

function added(
  { after, found }: Extract<LineChange<DocumentLine>, { kind: 'added' }>,
  say: Say,
): Label {
  return {
    zh: say.zh.added(after ? `${after.place.zh}之后` : '文首', quoted(found)),
    en: say.en.added(after ? `after ${after.place.en}` : 'at the beginning', quoted(found)),
  }
}

/** Phrases of one line that are told one by one. */
const phrasesMax = 5

/** 正文第3段：“召开会议【11】次”改成了“召开会议【12】次”. */
function differ(
  { expected, found }: Extract<LineChange<DocumentLine>, { kind: 'changed' }>,
  say: Say,
): Label {
  const { place } = expected
  const changes = phraseChanges(shownWords(expected.text), shownWords(found))
  const told = changes.slice(0, phrasesMax)
  const more = changes.length - told.length
  const zh = told.map((one) => `${phrase(one, say.zh)}${one.alike ? `（${one.alike.zh}）` : ''}`)
  const en = told.map((one) => `${phrase(one, say.en)}${one.alike ? ` (${one.alike.en})` : ''}`)
  return {
    zh: `${place.zh}：${zh.join('，')}${more > 0 ? `，另有${more}处` : ''}`,
    en: `${place.en}: ${en.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
  }
}

function phrase({ was, is }: PhraseChange, say: Saying): string {
  if (is === '') return say.phraseGone(was)
  return was === '' ? say.phraseNew(is) : say.phrase(was, is)
}

const quotedMax = 60

/** Words of a file as a sentence quotes them. */
export function quoted(text: string): string {
  const plain = [...shownWords(text)]
  const shown = plain.length <= quotedMax ? plain : [...plain.slice(0, quotedMax), '…']
  return namingUnseen(shown.join(''))
}
