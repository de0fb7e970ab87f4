import { z } from 'zod'
import { todayIn } from '../../app/clock/wall-clock.ts'
import { answerBundle } from '../../app/exchange/answer-bundle.ts'
import { exchangeNow } from '../../app/exchange/exchange-now.ts'
import { exportBundle } from '../../app/exchange/export-bundle.ts'
import { importBundle } from '../../app/exchange/import-bundle.ts'
import type { PartnerStanding } from '../../app/exchange/partner-standing.ts'
import { partnerStandings } from '../../app/exchange/partner-standing.ts'
import { fileTypes } from '../../app/report/file-types.ts'
import { attachmentHeaders } from '../attachment.ts'
import type { PartnerView } from '../contract/bundle.ts'
import { exchangedView, importedView, partnerView } from '../contract/bundle.ts'
import type { Route } from '../route.ts'
import { route } from '../route.ts'

/** Calls, answers and replies to and from other servers: carried by hand, or between servers. */
export const bundleRoutes: readonly Route[] = [
  route({
    id: 'exchange.partners',
    method: 'GET',
    path: '/exchange',
    access: { who: 'member', scope: 'read' },
    summary: {
      zh: '与其他服务器上的单位交换的情况',
      en: 'How the exchange with logs of other servers stands',
    },
    answer: z.array(partnerView),
    handle: async ({ service: { ports }, session }) => {
      return { body: (await partnerStandings(ports, session.org)).map(standingView) }
    },
  }),
  route({
    id: 'exchange.now',
    method: 'POST',
    path: '/exchange-now',
    access: { who: 'member' },
    summary: {
      zh: '立即与其他服务器交换：与自动交换是同一作业，不同时进行两次',
      en: 'Exchange with other servers at once: the job itself, never twice at once',
    },
    answer: exchangedView,
    handle: async ({ service: { ports, log }, session }) => {
      const onProblem = (error: unknown) =>
        log.unforeseen({ trace: '', route: 'exchange.now', error })
      const { outcome, note } = await exchangeNow(ports, session, onProblem)
      return { body: { isDone: outcome === 'done', note } }
    },
  }),
  route({
    id: 'bundle.export',
    method: 'GET',
    path: '/bundles',
    access: { who: 'member', ability: 'record' },
    summary: {
      zh: '导出交换包，带给网络不通的单位',
      en: 'The bundle for units that no network reaches',
    },
    query: z.strictObject({ to: z.string().max(255).optional() }),
    answer: z.custom<Uint8Array>(),
    answersFile: [fileTypes.zip],
    handle: async ({ service: { ports }, session, query }) => {
      const { bytes } = await exportBundle(ports, session, { to: query.to ?? null })
      const { org } = session
      const name = `${org.name.zh}-${todayIn(org.zone, ports.clock)}`
      const file = { name, fallback: 'bundle', ending: 'zip', type: fileTypes.zip }
      return { body: bytes, headers: attachmentHeaders(file) }
    },
  }),
  route({
    id: 'bundle.import',
    method: 'POST',
    path: '/bundles',
    access: { who: 'member', ability: 'record' },
    summary: {
      zh: '导入对方的交换包，逐件核验',
      en: 'Bring in the bundle of another body, each item verified',
    },
    file: true,
    answer: importedView,
    status: 201,
    handle: async ({ service: { ports }, session, readFile }) => {
      const { faults, ...counts } = await importBundle(ports, session, await readFile())
      const shown = faults.map(({ code, at, text, hint }) => ({ code, at: [...at], text, hint }))
      return { body: { ...counts, faults: shown } }
    },
  }),
  route({
    id: 'exchange.answer',
    method: 'POST',
    path: '/exchange',
    // Who asks is said by the signatures in what is sent, and by nothing else.
    access: { who: 'public' },
    summary: {
      zh: '与另一台服务器交换：收下其交换包，答以本方的',
      en: 'Exchange with another server: its bundle comes, ours goes',
    },
    file: true,
    answer: z.custom<Uint8Array>(),
    answersFile: [fileTypes.zip],
    handle: async ({ service: { ports }, readFile }) => ({
      body: await answerBundle(ports, readFile),
      headers: { 'content-type': fileTypes.zip },
    }),
  }),
]

function standingView({ refused, notTaken, waiting, ...standing }: PartnerStanding): PartnerView {
  const { origin, name, address, heardAt, triedAt, againAt, seenSize, trouble } = standing
  const shown = (items: PartnerStanding['refused']) =>
    items.map(({ kind, code, text }) => ({ kind, code, text }))
  return {
    ...{ origin, name, address, heardAt, triedAt, againAt, seenSize, trouble },
    ...{ refused: shown(refused), notTaken: shown(notTaken) },
    waiting: waiting && [...waiting].map(([kind, count]) => ({ kind, count })),
  }
}
