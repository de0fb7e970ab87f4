import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { toBase64 } from '../../log/base64.ts'
import type { Checkpointer } from './checkpointer.ts'
import type { SignerAnswer, SignerQuestion, SignerSetUp } from './signer-messages.ts'

/** Milliseconds a checkpoint may take before it counts as failed: a million entries take 10 s. */
const answerWithinMs = 120_000

type Unnumbered<Q> = Q extends SignerQuestion ? Omit<Q, 'id'> : never

interface Asked {
  resolve(answer: SignerAnswer): void
  reject(error: Error): void
}

/**
 * A checkpointer in a child process. `command` is a script, with arguments, that calls
 * `runSigner`. A child that dies is started again at the next question; what it was asked fails.
 */
export function spawnSigner(
  command: { readonly script: string; readonly args: readonly string[] },
  setUp: SignerSetUp,
): Checkpointer {
  const asked = new Map<number, Asked>()
  let child: ChildProcess | null = null
  let count = 0

  function start(): ChildProcess {
    const started = fork(command.script, [...command.args], {
      // Nothing of the server's environment: it may hold secrets the signer does not need.
      env: { PATH: process.env['PATH'], NODE_ENV: process.env['NODE_ENV'] },
      execArgv: [],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    const failed = (): void => {
      if (child === started) child = null
      for (const one of asked.values()) one.reject(new Error('the signer process ended'))
      asked.clear()
    }
    started.on('exit', failed)
    started.on('error', failed)
    started.on('message', (answer: SignerAnswer) => {
      asked.get(answer.id)?.resolve(answer)
      asked.delete(answer.id)
    })
    started.send(setUp)
    return started
  }

  async function ask(question: Unnumbered<SignerQuestion>): Promise<SignerAnswer> {
    const current = (child ??= start())
    const id = (count += 1)
    const answer = await new Promise<SignerAnswer>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error('the signer does not answer')), answerWithinMs)
      const done = (): void => clearTimeout(late)
      asked.set(id, {
        resolve: (value) => (done(), resolve(value)),
        reject: (error) => (done(), reject(error)),
      })
      current.send({ ...question, id })
    })
    if ('failure' in answer) throw new Error(answer.failure)
    return answer
  }

  return {
    makeLogKey: async (log, seed) => {
      const given = seed === null ? null : toBase64(seed)
      const answer = await ask({ act: 'make-key', log, seed: given })
      if (!('vkey' in answer)) throw new Error('the signer answered something else')
      return answer.vkey
    },
    checkpoint: async (log) => {
      const answer = await ask({ act: 'checkpoint', log })
      if (!('checkpoint' in answer)) throw new Error('the signer answered something else')
      return answer.checkpoint
    },
    close: async () => {
      const last = child
      if (last === null) return
      const ended = new Promise((resolve) => last.once('exit', resolve))
      last.disconnect()
      await ended
    },
  }
}
