import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** A turn as the browser that holds it sees it. */
export interface HeldTurn {
  /** The turn, if it has come. */
  readonly due: string | null
  /** Until then; without a turn, how long one takes. */
  readonly waitMs: number
}

// How long somebody waits for a turn, and how long it then stays good.
const turnWaitMs = 10_000
const turnGoodMs = 10 * 60 * 1000

const form = /^(\d{1,16})\.([\w-]{22})\.([\w-]{43})$/

interface Turn {
  readonly from: number
  readonly nonce: string
}

/**
 * Turns: who was refused a try at a name gets one of its own a few seconds later, whatever others
 * send meanwhile. A turn is a signed text in the browser, so that giving one out writes nothing;
 * the throttle keeps which were used.
 */
export function turnsBy(secret: string) {
  const sealOf = (username: string, { from, nonce }: Turn) =>
    createHmac('sha256', secret).update(`turn ${from} ${nonce} ${username}`).digest()

  function read(username: string, text: string | null): Turn | null {
    const [, from, nonce, seal] = form.exec(text ?? '') ?? []
    if (from === undefined || nonce === undefined || seal === undefined) return null
    const turn = { from: Number(from), nonce }
    const given = Buffer.from(seal, 'base64url')
    const due = sealOf(username, turn)
    if (given.length !== due.length || !timingSafeEqual(given, due)) return null
    return Date.now() > turn.from + turnGoodMs ? null : turn
  }

  return {
    give(username: string): string {
      const turn = { from: Date.now() + turnWaitMs, nonce: randomBytes(16).toString('base64url') }
      return `${turn.from}.${turn.nonce}.${sealOf(username, turn).toString('base64url')}`
    },
    held(username: string, text: string | null): HeldTurn {
      const turn = read(username, text)
      if (turn === null) return { due: null, waitMs: turnWaitMs }
      const waitMs = turn.from - Date.now()
      return waitMs > 0 ? { due: null, waitMs } : { due: turn.nonce, waitMs: turnWaitMs }
    },
    /** Whether a turn for this name is still to come. */
    isAwaited(username: string, text: string | null): boolean {
      const turn = read(username, text)
      return turn !== null && Date.now() < turn.from
    },
  }
}
