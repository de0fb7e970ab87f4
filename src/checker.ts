import { nodeCrypto } from './adapters/crypto/node-crypto.ts'
import { auditorsAt } from './adapters/postgres/open-auditor.ts'
import { answerInThread } from './adapters/threads/answer-in-thread.ts'
import { answerApart } from './app/audit/log-checks.ts'

// A bundle of its own, run in threads of `fsck`: it reads, hashes and verifies, and holds no keys.
answerInThread(answerApart(nodeCrypto, auditorsAt()))
