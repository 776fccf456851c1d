import { User } from '@element-plus/icons-vue';
import type { ConsoleModule } from '@/shell/module';
import messages from './locale';

export default {
  name: 'patients',
  permission: 'read',
  routes: [
    { path: '/patients', component: () => import('./PatientsView.vue'), meta: { title: 'patients.title' } },
    { path: '/patients/:id', component: () => import('./PatientView.vue'), meta: { title: 'patients.title' } },
  ],
  menu: { order: 25, path: '/patients', icon: User, key: 'p' },
  messages,
} satisfies ConsoleModule;
