import type { BuildOptions } from 'esbuild'

export function wholeBuild(entry: string, outfile: string, build: string): BuildOptions
