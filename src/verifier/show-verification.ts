import { say } from '../ledger/label.ts'
import type { Label, Lang } from '../ledger/label.ts'
import { byConcern, headlineOf, verdictOf } from '../report/verify/headline.ts'
import type { ClaimResult, Finding, Verification } from '../report/verify/verification.ts'
import { headLines } from '../report/verify/verification-head.ts'

const words = {
  findings: { zh: '核验中发现', en: 'What was found' },
  claims: { zh: '逐处表述', en: 'Claim by claim' },
  verdict: { zh: '结论', en: 'Verdict' },
  claim: { zh: '表述', en: 'Claim' },
  recomputed: { zh: '重新计算', en: 'Computed again' },
}

/** The result as elements: conclusion, facts, findings, claims, those that do not stand first. */
export function verificationElements(found: Verification, lang: Lang): HTMLElement[] {
  const text = (label: Label) => say(label, lang)
  const [conclusion, ...facts] = headLines(found)
  const claims = byConcern(found.claims)
  return [
    element('p', { className: `conclusion ${headlineOf(found).tone}` }, [
      conclusion ? text(conclusion) : '',
    ]),
    list(
      'facts',
      facts.map((one) => element('li', {}, [text(one)])),
    ),
    ...(found.findings.length === 0
      ? []
      : [
          element('h2', {}, [text(words.findings)]),
          list(
            'findings',
            [...found.findings].sort(byWeight).map((one) => findingItem(one, lang)),
          ),
        ]),
    ...(claims.length === 0 ? [] : [element('h2', {}, [text(words.claims)]), table(claims, lang)]),
  ]
}

function byWeight(one: Finding, other: Finding): number {
  return one.weight === other.weight ? 0 : one.weight === 'broken' ? -1 : 1
}

function findingItem({ weight, sentence, code }: Finding, lang: Lang): HTMLElement {
  return element('li', { className: weight, title: code }, [
    `${weight === 'broken' ? '✗' : '·'} ${say(sentence, lang)}`,
  ])
}

function table(claims: readonly ClaimResult[], lang: Lang): HTMLElement {
  const head = [words.verdict, words.claim, words.recomputed].map((one) =>
    element('th', { scope: 'col' }, [say(one, lang)]),
  )
  return element('table', {}, [
    element('thead', {}, [element('tr', {}, head)]),
    element(
      'tbody',
      {},
      claims.map((claim) => claimRow(claim, lang)),
    ),
  ])
}

function claimRow(claim: ClaimResult, lang: Lang): HTMLElement {
  const { verdict, kept, text, sentence, recomputed } = claim
  return element('tr', {}, [
    element('td', { className: `verdict ${kept ? 'kept' : verdict}` }, [
      say(verdictOf(claim), lang),
    ]),
    element('td', {}, [
      element('span', { lang: 'zh-CN' }, [text]),
      element('span', { className: 'sentence' }, [say(sentence, lang)]),
    ]),
    element('td', { className: 'number' }, [recomputed === null ? '' : String(recomputed)]),
  ])
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
