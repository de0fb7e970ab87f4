import type { PackAgreement } from '../app/organisation/agree-on-pack.ts'
import { agreeOnPack } from '../app/organisation/agree-on-pack.ts'

/** A pack that is kept the same as that of the other servers, until `stop`. */
export interface FollowedPack extends Pick<PackAgreement, 'notice'> {
  /** Looks now, once whoever looks already is done: the files of this server have changed. */
  look(): Promise<void>
  stop(): Promise<void>
}

/** So long servers may work by different packs after one of them was given another. */
const lookEveryMs = 5_000

/**
 * Agrees with the other servers on a pack, then looks again and again; `onChange` is told when this
 * one works by another from now on. Refuses with `pack.in-force`.
 */
export async function followPack(
  needs: Parameters<typeof agreeOnPack>[0],
  told: { onChange(): void; onProblem(error: unknown): void },
): Promise<FollowedPack> {
  const { packs } = needs
  const agreement = agreeOnPack(needs)
  let worked = packs.current.digest
  const lookOnce = async () => {
    await agreement.look()
    const { digest } = packs.current
    if (digest !== worked) told.onChange()
    worked = digest
  }
  await lookOnce()
  let looking: Promise<void> = Promise.resolve()
  const look = () => (looking = looking.then(lookOnce).catch(told.onProblem))
  const timer = setInterval(() => void look(), lookEveryMs)
  timer.unref()
  return {
    look,
    get notice() {
      return agreement.notice
    },
    stop: async () => {
      clearInterval(timer)
      await looking
    },
  }
}
