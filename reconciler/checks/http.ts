import { request } from 'node:http';
import type { Duplex } from 'node:stream';
import { defaults } from '../config/generated/defaults.ts';

export interface HttpQuestion {
  readonly path: string;
  readonly port: number;
}

/**
 * The status of one GET over an open connection. Redirects are answers. The body is read to its end or to the cap, so
 * that a server is not cut off in the middle of a small one; a slow one does not change the status.
 */
export function httpStatus(stream: Duplex, question: HttpQuestion, signal: AbortSignal): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = request({
      createConnection: () => stream,
      path: question.path,
      headers: { host: `localhost:${question.port}`, 'user-agent': 'provctl', connection: 'close' },
      signal,
    });
    // After the status is known, what becomes of the rest is no answer any more.
    asked.on('error', reject);
    asked.on('response', (response) => {
      let bytes = 0;
      const finish = (): void => {
        resolve(response.statusCode ?? 0);
        asked.destroy();
      };
      response.on('data', (chunk: Uint8Array) => {
        bytes += chunk.length;
        if (bytes > defaults.checks.maxBodyBytes) finish();
      });
      response.on('end', finish).on('error', finish).on('close', finish);
    });
    asked.end();
  });
}
