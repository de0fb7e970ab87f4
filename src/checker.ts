import { nodeCrypto } from './adapters/crypto/node-crypto.ts'
import { answerInThread } from './adapters/threads/answer-in-thread.ts'
import { checkPage } from './app/audit/check-page.ts'
import type { EntryPage } from './app/audit/check-page.ts'

// A bundle of its own, run in threads of `fsck`: it hashes and verifies, and reaches no database.
answerInThread((page: EntryPage) => checkPage(nodeCrypto, page))
