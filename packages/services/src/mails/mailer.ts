import type { Transporter } from 'nodemailer';

export interface OutgoingMail {
  to: string;
  subject: string;
  text: string;
}

export interface Mailer {
  send(mail: OutgoingMail): Promise<void>;
}

const timeoutMs = 15_000;

/** Sends by SMTP; rejects when the server refuses or does not answer in time. */
export function createMailer(smtpUrl: string, from: string): Mailer {
  const url = new URL(smtpUrl);
  const server = {
    host: url.hostname,
    port: url.port === '' ? (url.protocol === 'smtps:' ? 465 : 587) : Number(url.port),
    secure: url.protocol === 'smtps:',
    ...(url.username !== '' && {
      auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) },
    }),
    connectionTimeout: timeoutMs,
    socketTimeout: timeoutMs,
  };
  let transport: Transporter | undefined;
  return {
    async send(mail) {
      // Loaded for the first mail: most processes never send one.
      const { createTransport } = await import('nodemailer');
      transport ??= createTransport(server);
      await transport.sendMail({ from, ...mail });
    },
  };
}
