import { MailedLinkPage, mailedLinkMetadata } from '@/features/session/mailed-link-page';
import { VerifyEmailForm } from '@/features/session/verify-email-form';

export const generateMetadata = () => mailedLinkMetadata('verify');

export default function VerifyEmailPage() {
  return (
    <MailedLinkPage part="verify">
      <VerifyEmailForm />
    </MailedLinkPage>
  );
}
