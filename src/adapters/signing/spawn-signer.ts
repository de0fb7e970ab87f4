import type { ChildProcess } from 'node:child_process'
import { fork } from 'node:child_process'
import { childEnvironment } from '../child-environment.ts'
import { askedCheckpointer, keepAsked, valueOf } from './ask-signer.ts'
import type { Checkpointer } from './checkpointer.ts'
import type { SignerAct, SignerAnswer, SignerSetUp } from './signer-messages.ts'

/**
 * Milliseconds a checkpoint may take: a million entries take 10 s. A child that is silent longer is
 * stopped or stuck, and would be for ever: it is killed, and the next question starts another.
 */
const answerWithinMs = 600_000
/** What it gets to end by itself, once nobody asks it anything. */
const endWithinMs = 10_000

/**
 * A checkpointer in a child process that runs `script`, which calls `runSigner`. A child that dies
 * is started again at the next question; what it was asked fails.
 */
export function spawnSigner(script: string, setUp: SignerSetUp): Checkpointer {
  const asked = keepAsked()
  let child: ChildProcess | null = null

  function start(): ChildProcess {
    const started = launch(script)
    const failed = (): void => {
      if (child === started) child = null
      asked.fail(new Error('the signer process ended'))
    }
    started.on('exit', failed)
    started.on('error', failed)
    started.on('message', (answer: SignerAnswer) => asked.answer(answer))
    started.send(setUp)
    return started
  }

  async function ask(act: SignerAct): Promise<never> {
    const current = (child ??= start())
    const late = setTimeout(() => current.kill('SIGKILL'), answerWithinMs)
    const answering = asked.ask(act, (question) => current.send(question))
    return valueOf(await answering.finally(() => clearTimeout(late)))
  }

  return askedCheckpointer(ask, async () => {
    const last = child
    if (last === null) return
    const ended = new Promise((resolve) => last.once('exit', resolve))
    const late = setTimeout(() => last.kill('SIGKILL'), endWithinMs)
    last.disconnect()
    await ended
    clearTimeout(late)
  })
}

function launch(script: string): ChildProcess {
  return fork(script, [], {
    env: childEnvironment(),
    execArgv: [],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
}
