import { runReader } from './adapters/outside/reader-process.ts'

// A bundle of its own: what the server needs for its database and its keys is not even loaded.
runReader()
