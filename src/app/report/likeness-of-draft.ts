import { isSettled } from '../../ledger/core/report-record.ts'
import type { AlikePassage } from '../../report/likeness/alike-passages.ts'
import { renderText } from '../../report/render/render-text.ts'
import { findDraft } from '../draft/find-draft.ts'
import { listDrafts } from '../draft/list-drafts.ts'
import { writeDraft } from '../draft/written-draft.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { frozenReport } from './freeze-file.ts'

type Needs = Pick<AppPorts, 'store' | 'drafts' | 'yearBooks' | 'crypto' | 'outside'>

/** A text that somebody holds the draft against: a paper from above, an older report. */
export interface ComparedText {
  readonly name: string
  readonly text: string
}

/** Sentences of a draft that stand elsewhere, with the words of both. */
export interface DraftLikeness {
  /** What the draft was held against. */
  readonly compared: readonly string[]
  readonly passages: readonly (Omit<AlikePassage, 'passage'> & {
    readonly words: string
    readonly passage: string
  })[]
}

/**
 * Marks what a draft shares word for word, or nearly, with last year's issued report and with the
 * texts given (R02: no mechanical copying). It shows passages and judges nobody.
 */
export async function likenessOfDraft(
  ports: Needs,
  session: Session,
  { draft: id, texts }: { readonly draft: string; readonly texts: readonly ComparedText[] },
): Promise<DraftLikeness> {
  const found = await findDraft(ports, session, id)
  const { draft, overridden } = found
  const { document } = await writeDraft(ports, session, { ...draft, overridden })
  const own = renderText(document)
  const others = [...(await lastYears(ports, session, draft)), ...texts]
  const asked = { text: own, others: others.map(({ name, text }) => ({ id: name, text })) }
  const passages = await ports.outside.read('passages', asked, session.org.id)
  const textOf = new Map(others.map(({ name, text }) => [name, text]))
  return {
    compared: others.map(({ name }) => name),
    passages: passages.map(({ passage, ...one }) => ({
      ...one,
      words: own.slice(one.start, one.end),
      passage: (textOf.get(one.source) ?? '').slice(passage.start, passage.end),
    })),
  }
}

async function lastYears(
  ports: Needs,
  session: Session,
  { report, year }: { readonly report: string; readonly year: number },
): Promise<readonly ComparedText[]> {
  const asked = (one: { report: string; year: number }) =>
    one.report === report && one.year === year - 1
  const texts: ComparedText[] = []
  for (const { flow } of await listDrafts(ports, session, asked)) {
    if (flow === null || !isSettled(flow.step)) continue
    const { document } = await frozenReport(ports, session, flow)
    texts.push({ name: document.title, text: renderText(document) })
  }
  return texts
}
