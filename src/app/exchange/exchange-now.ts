import { refuse } from '../../ledger/fault.ts'
import { abilitiesOf, deny } from '../access/access.ts'
import { jobWith } from '../jobs/job.ts'
import { after, every } from '../jobs/pace.ts'
import type { EndedRun } from '../jobs/run-due-jobs.ts'
import { runNow } from '../jobs/run-due-jobs.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import type { ExchangePorts } from './exchange-with-peers.ts'
import { exchangeWithPeers } from './exchange-with-peers.ts'

type Needs = ExchangePorts & Pick<AppPorts, 'jobRuns'>

/**
 * Whether somebody may have the server exchange at once: who records, and who looks after the
 * server.
 */
function mayExchangeNow({ actor: { roles } }: Session): boolean {
  const abilities = abilitiesOf(roles)
  return abilities.includes('record') || abilities.includes('manage-organisations')
}

/**
 * Does at once what the job does every few minutes, and never beside it. Answers what came of it.
 * Refuses with `exchange.running` where it is being done, and with `exchange.no-peers`.
 */
export async function exchangeNow(
  ports: Needs,
  session: Session,
  onProblem: (error: unknown) => void,
): Promise<EndedRun> {
  if (!mayExchangeNow(session)) deny()
  if (((await ports.peers.listed()) ?? []).length === 0) refuseNoPeers()
  const { org } = session
  const setting = {
    ...{ runs: ports.jobRuns, clock: ports.clock, pause: after },
    ...{ every, onProblem, zone: () => Promise.resolve(org.zone) },
  }
  // Whoever asks may leave: what was begun is done all the same.
  const { signal } = new AbortController()
  return (
    (await runNow(setting, jobWith(exchangeWithPeers(org.id), ports), signal)) ?? refuseRunning()
  )
}

function refuseRunning(): never {
  return refuse('exchange.running', {
    text: {
      zh: '正在交换，不同时进行两次。',
      en: 'It is exchanging just now, and never twice at once.',
    },
    hint: { zh: '请稍候刷新本页。', en: 'Wait a moment and reload.' },
  })
}

function refuseNoPeers(): never {
  return refuse('exchange.no-peers', {
    text: {
      zh: '没有登记可以经网络交换的服务器。',
      en: 'No server is named to exchange with over the network.',
    },
    hint: {
      zh: '请服务器管理员在数据目录的 outbound/peers.txt 中登记，或导出交换包人工传递。',
      en: 'The administrator of the machine names it in outbound/peers.txt of the data folder; or carry a bundle.',
    },
  })
}
