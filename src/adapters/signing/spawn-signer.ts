import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { toBase64 } from '../../log/base64.ts'
import type { Checkpointer } from './checkpointer.ts'
import type { SignerAnswer, SignerQuestion, SignerSetUp } from './signer-messages.ts'

/**
 * Milliseconds a checkpoint may take: a million entries take 10 s. A child that is silent longer is
 * stopped or stuck, and would be for ever: it is killed, and the next question starts another.
 */
const answerWithinMs = 600_000
/** What it gets to end by itself, once nobody asks it anything. */
const endWithinMs = 10_000

/**
 * A checkpointer in a child process that runs `script`, which calls `runSigner`. A child that dies is started again at the next question;
 * what it was asked fails.
 */
export function spawnSigner(script: string, setUp: SignerSetUp): Checkpointer {
  const { ask, close } = signerLine(script, setUp)
  return {
    makeLogKey: async (log, seed) => {
      const given = seed === null ? null : toBase64(seed)
      const answer = await ask({ act: 'make-key', log, seed: given })
      if (!('vkey' in answer)) throw new Error('the signer answered something else')
      return answer.vkey
    },
    makeFollowingLogKey: async (log, after) => {
      const answer = await ask({ act: 'make-following-key', log, after })
      if (!('following' in answer)) throw new Error('the signer answered something else')
      return answer.following
    },
    checkpoint: async (log) => {
      const answer = await ask({ act: 'checkpoint', log })
      if (!('checkpoint' in answer)) throw new Error('the signer answered something else')
      return answer.checkpoint
    },
    cosign: async (log, checkpointText) => {
      const answer = await ask({ act: 'cosign', log, checkpointText })
      if (!('cosigned' in answer)) throw new Error('the signer answered something else')
      return answer.cosigned
    },
    close,
  }
}

type Unnumbered<Q> = Q extends SignerQuestion ? Omit<Q, 'id'> : never

interface Asked {
  resolve(answer: SignerAnswer): void
  reject(error: Error): void
}

interface SignerLine {
  ask(question: Unnumbered<SignerQuestion>): Promise<SignerAnswer>
  close(): Promise<void>
}

function signerLine(script: string, setUp: SignerSetUp): SignerLine {
  const asked = new Map<number, Asked>()
  let child: ChildProcess | null = null
  let count = 0

  function start(): ChildProcess {
    const started = launch(script)
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

  return {
    ask: async (question) => {
      const current = (child ??= start())
      const id = (count += 1)
      const late = setTimeout(() => current.kill('SIGKILL'), answerWithinMs)
      const answer = await new Promise<SignerAnswer>((resolve, reject) => {
        asked.set(id, { resolve, reject })
        current.send({ ...question, id })
      }).finally(() => clearTimeout(late))
      if ('failure' in answer) throw new Error(answer.failure)
      return answer
    },
    close: async () => {
      const last = child
      if (last === null) return
      const ended = new Promise((resolve) => last.once('exit', resolve))
      const late = setTimeout(() => last.kill('SIGKILL'), endWithinMs)
      last.disconnect()
      await ended
      clearTimeout(late)
    },
  }
}

function launch(script: string): ChildProcess {
  return fork(script, [], {
    // Nothing else of the server's environment: it may hold secrets the signer does not need.
    env: { PATH: process.env['PATH'], NODE_ENV: process.env['NODE_ENV'] },
    execArgv: [],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
}
