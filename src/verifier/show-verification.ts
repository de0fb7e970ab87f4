import type { Label, Lang } from '../ledger/label.ts'
import { say } from '../ledger/label.ts'
import type { ShownCall } from '../report/call/shown-call.ts'
import type { ClaimGrounds, RecordsBehind } from '../report/verify/records-behind.ts'
import type { ShownGrounds } from '../report/verify/shown-grounds.ts'
import { groundsWords, shownGrounds } from '../report/verify/shown-grounds.ts'
import type { ShownResult } from '../report/verify/shown-result.ts'
import { resultWords, shownResult } from '../report/verify/shown-result.ts'
import type { Verdict } from '../report/verify/verdicts.ts'
import type { Verification } from '../report/verify/verification.ts'

/**
 * The result as elements: both verdicts, facts, findings, claims, what nothing proves. What is
 * behind the claims is asked for when somebody opens the first of them.
 */
export function verificationElements(
  found: Verification,
  behind: () => RecordsBehind,
  lang: Lang,
): HTMLElement[] {
  const { file, content, facts, trace, findings, claims, free } = shownResult(found)
  const text = (label: Label) => say(label, lang)
  const part = (title: Label, items: readonly unknown[], body: () => HTMLElement) =>
    items.length === 0 ? [] : [element('h2', {}, [text(title)]), body()]
  const items = facts.map((one) => element('li', {}, [text(one)]))
  return [
    conclusion('file', file, lang),
    conclusion('content', content, lang),
    list('facts', items),
    ...(trace.length === 0 ? [] : [folded(text(resultWords.trace), trace.map(text))]),
    ...part(resultWords.findings, findings, () =>
      list(
        'findings',
        findings.map(({ weight, code, mark, sentence }) =>
          element('li', { className: weight, title: code }, [`${mark} ${text(sentence)}`]),
        ),
      ),
    ),
    ...part(resultWords.claims, claims, () => table(claims, once(behind), lang)),
    ...part(resultWords.free, free, () =>
      list(
        'free',
        free.map(({ sentence, words, accepted }) =>
          element('li', {}, [
            element('span', { lang: 'zh-CN' }, [sentence]),
            element('span', { className: 'sentence' }, [
              [words, ...(accepted ? [text(accepted)] : [])].join(' · '),
            ]),
          ]),
        ),
      ),
    ),
  ]
}

/** What a call asks, and what is proved of it. */
export function callElements(shown: ShownCall, lang: Lang): HTMLElement[] {
  const { file, content, facts, heads, asked, trace } = shown
  const text = (label: Label) => say(label, lang)
  const items = facts.map((one) => element('li', {}, [text(one)]))
  const rows = asked.map(({ label, how, beside }) =>
    element('tr', {}, [
      element('td', { lang: 'zh-CN' }, [label]),
      element('td', {}, [text(how)]),
      element('td', { lang: 'zh-CN' }, [beside]),
    ]),
  )
  return [
    conclusion('file', file, lang),
    ...(content ? [conclusion('content', content, lang)] : []),
    list('facts', items),
    ...(rows.length === 0 ? [] : [tableOf(heads, rows, lang)]),
    ...(trace.length === 0 ? [] : [folded(text(resultWords.trace), trace.map(text))]),
  ]
}

function conclusion(of: 'file' | 'content', { tone, sentence }: Verdict, lang: Lang): HTMLElement {
  return element('p', { className: `conclusion ${of} ${tone}` }, [say(sentence, lang)])
}

function once<T>(work: () => T): () => T {
  let done: { readonly value: T } | null = null
  return () => (done ??= { value: work() }).value
}

function table(
  claims: ShownResult['claims'],
  behind: () => RecordsBehind,
  lang: Lang,
): HTMLElement {
  const heads = [resultWords.verdict, resultWords.claim, resultWords.recomputed]
  return tableOf(
    heads,
    claims.map((claim) => claimRow(claim, behind, lang)),
    lang,
  )
}

function tableOf(heads: readonly Label[], rows: readonly HTMLElement[], lang: Lang): HTMLElement {
  const cells = heads.map((one) => element('th', { scope: 'col' }, [say(one, lang)]))
  return element('table', {}, [
    element('thead', {}, [element('tr', {}, cells)]),
    element('tbody', {}, rows),
  ])
}

function claimRow(
  { claim, state, text, sentence, behind: ids, recomputed }: ShownResult['claims'][number],
  behind: () => RecordsBehind,
  lang: Lang,
): HTMLElement {
  const open = say(groundsWords.open(ids.length), lang)
  const grounds = () => groundsElements(behind().get(claim), lang)
  return element('tr', {}, [
    element('td', { className: `verdict ${state.id}` }, [
      `${state.mark} ${say(state.label, lang)}`,
    ]),
    element('td', {}, [
      element('span', { lang: 'zh-CN' }, [text]),
      element('span', { className: 'sentence' }, [say(sentence, lang)]),
      ...(ids.length === 0 ? [] : [opening(open, grounds)]),
    ]),
    element('td', { className: 'number' }, [recomputed]),
  ])
}

function groundsElements(of: ClaimGrounds | undefined, lang: Lang): HTMLElement[] {
  if (of === undefined) return []
  const { first, rest, withheld } = shownGrounds(of)
  const quiet = (text: Label) => element('p', { className: 'quiet' }, [say(text, lang)])
  const more = say(groundsWords.more(rest.length), lang)
  const others = () => [recordList(rest, first.length + 1, lang)]
  return [
    quiet(groundsWords.about),
    recordList(first, 1, lang),
    ...(rest.length === 0 ? [] : [opening(more, others)]),
    ...(withheld === null ? [] : [quiet(withheld)]),
  ]
}

function recordList(of: ShownGrounds['first'], start: number, lang: Lang): HTMLElement {
  const items = of.map(({ title, lines }) => {
    const said = lines.map((line) => element('li', {}, [say(line, lang)]))
    return element('li', {}, [say(title, lang), list('facts', said)])
  })
  return element('ol', { className: 'records', start }, items)
}

/** What is worked out and drawn when it is opened first. */
function opening(title: string, inside: () => readonly HTMLElement[]): HTMLElement {
  const made = element('details', {}, [element('summary', {}, [title])])
  const fill = () => {
    for (const one of inside()) made.append(one)
  }
  made.addEventListener('toggle', fill, { once: true })
  return made
}

function folded(title: string, lines: readonly string[]): HTMLElement {
  const items = lines.map((line) => element('li', {}, [line]))
  return element('details', {}, [element('summary', {}, [title]), list('facts', items)])
}

function list(className: string, items: readonly HTMLElement[]): HTMLElement {
  return element('ul', { className }, items)
}

/** Texts go in as text nodes: what a stranger's file says is never markup. */
function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  properties: Partial<HTMLElementTagNameMap[K]>,
  children: readonly (HTMLElement | string)[],
): HTMLElementTagNameMap[K] {
  const made = Object.assign(document.createElement(name), properties)
  for (const child of children) made.append(child)
  return made
}
