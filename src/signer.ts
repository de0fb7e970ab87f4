import { runSigner } from './adapters/signing/signer-process.ts'
import { clearAtRest } from './cli/bound-heap.ts'

// A bundle of its own: the process that holds the log keys loads what signing needs, nothing else.
clearAtRest()
runSigner()
