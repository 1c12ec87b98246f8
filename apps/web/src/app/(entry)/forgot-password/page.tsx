import { ForgotPasswordForm } from '@/features/session/forgot-password-form';
import { MailedLinkPage, mailedLinkMetadata } from '@/features/session/mailed-link-page';

export const generateMetadata = () => mailedLinkMetadata('forgot');

export default function ForgotPasswordPage() {
  return (
    <MailedLinkPage part="forgot">
      <ForgotPasswordForm />
    </MailedLinkPage>
  );
}
