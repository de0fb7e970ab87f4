import { runSigner } from './adapters/signing/signer-process.ts'

// A bundle of its own: the process that holds the log keys loads what signing needs, nothing else.
runSigner()
